/** Where the proof of an event is downloaded. */
export function proofPath(eventId: string): string {
  return `/api/v1/evidence/events/${eventId}/proof`;
}
