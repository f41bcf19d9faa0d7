{{/* What every container of Rongqu has: image, settings, secrets, keys. */}}
{{- define "rongqu.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
envFrom:
  - configMapRef:
      name: {{ .Release.Name }}-settings
  - secretRef:
      name: {{ .Values.secret }}
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
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  fsGroup: 10001
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
