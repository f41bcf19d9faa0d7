import dayjs from 'dayjs';

/** Days are days in Shanghai, whatever the reader's own clock says. */
const ZONE = '+08:00';

export function dayStarts(day: string | undefined): string | undefined {
  return day && `${day}T00:00:00${ZONE}`;
}

/** The instant after the whole of that day. */
export function dayEnds(day: string | undefined): string | undefined {
  return day && dayStarts(dayjs(day).add(1, 'day').format('YYYY-MM-DD'));
}
