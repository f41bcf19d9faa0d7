{{/* What every container of Rongqu has: image, settings, keys. Its secrets stand beside it. */}}
{{- define "rongqu.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
env:
{{- range $name, $value := .Values.settings }}
  - name: {{ $name }}
    value: {{ $value | quote }}
{{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: keys
    mountPath: /etc/rongqu/keys
    readOnly: true
  - name: home
    mountPath: /var/lib/rongqu
  - name: scratch
    mountPath: /tmp
{{- end -}}

{{- define "rongqu.pod" -}}
terminationGracePeriodSeconds: {{ .Values.stopSeconds }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: keys
    secret:
      secretName: {{ .Values.keys }}
      defaultMode: 0440
  - name: home
    emptyDir: {}
  - name: scratch
    emptyDir: {}
{{- end -}}
