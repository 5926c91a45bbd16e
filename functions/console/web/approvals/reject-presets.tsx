import { Button } from '@mantine/core';
import { Shown } from '../ui/shown.tsx';

/** The reasons that the agent's owners offer, or the usual ones, so that a phone needs no typing. */
export function RejectPresets({
  reasons,
  onChoose,
}: {
  reasons: readonly string[];
  onChoose: (reason: string) => void;
}) {
  return (
    <fieldset className="presets">
      <legend className="unseen">Usual reasons</legend>
      {reasons.map((reason) => (
        <Button key={reason} size="compact-sm" radius="xl" variant="default" onClick={() => onChoose(reason)}>
          <Shown text={reason} />
        </Button>
      ))}
    </fieldset>
  );
}
