interface Stated {
  taken_at: string;
  latitude?: string;
  longitude?: string;
  accuracy_m?: number;
}

const PATIENCE_MS = 8000;

/** When and where, as the device says. Who does not share their place sends a picture without. */
export async function stateOf(file: File): Promise<Stated> {
  const taken_at = new Date(file.lastModified).toISOString();
  const position = await whereAmI();
  if (position === undefined) return { taken_at };
  const { latitude, longitude, accuracy } = position.coords;
  return {
    taken_at,
    latitude: latitude.toFixed(6),
    longitude: longitude.toFixed(6),
    accuracy_m: Math.ceil(accuracy),
  };
}

function whereAmI(): Promise<GeolocationPosition | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(undefined), {
      enableHighAccuracy: true,
      timeout: PATIENCE_MS,
      maximumAge: 60_000,
    });
  });
}
