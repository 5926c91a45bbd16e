import { outcomeInWords } from '../ui/words.ts';

/** Of an entry of the audit, what a person would ask next; ids and hashes stay in the export. */
export function detailsInWords({ note, openMs, ip, code, providerId }: Record<string, unknown>): string[] {
  return [
    typeof note === 'string' ? `“${note}”` : '',
    typeof openMs === 'number' ? `${seconds(openMs)} after opening it` : '',
    typeof ip === 'string' ? `from ${ip}` : '',
    typeof code === 'string' ? outcomeInWords(code) : '',
    typeof providerId === 'string' ? `id ${providerId}` : '',
  ].filter(Boolean);
}

function seconds(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}
