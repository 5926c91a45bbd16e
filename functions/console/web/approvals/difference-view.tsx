import { OddityWarning, Shown } from '../ui/shown.tsx';
import type { FieldDifference } from './difference.ts';

const SIGNS = { same: ' ', gone: '−', new: '+' };
const SAID = { same: '', gone: 'removed: ', new: 'added: ' };
/** Unchanged lines around a change that are shown with it. */
const AROUND = 2;

/** What a person changed: lines that went and lines that came. */
export function DifferenceView({ differences }: { differences: FieldDifference[] }) {
  return (
    <div className="differences">
      {differences.map(({ key, label, lines }) => (
        <section key={key}>
          <h3>{label}</h3>
          <ol>
            {lines.map((line, index) =>
              isNearChange(lines, index) ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line may be there twice; another difference is drawn anew
                <li key={index} data-kind={line.kind}>
                  <span aria-hidden="true">{SIGNS[line.kind]}</span>
                  <span className="unseen">{SAID[line.kind]}</span>
                  <span>
                    <Shown text={line.text} />
                  </span>
                </li>
              ) : null,
            )}
          </ol>
          <OddityWarning texts={lines.filter(({ kind }) => kind === 'new').map(({ text }) => text)} multiline />
        </section>
      ))}
    </div>
  );
}

function isNearChange(lines: FieldDifference['lines'], index: number): boolean {
  return lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
}
