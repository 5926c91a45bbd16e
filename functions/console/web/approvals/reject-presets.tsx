import { Button } from '@mantine/core';

const PRESETS = ['Wrong recipient', 'Wrong content', 'Not needed', 'A person will do it', 'Looks like a trick'];

/** The reasons that people give most, so that a phone needs no typing. */
export function RejectPresets({ onChoose }: { onChoose: (reason: string) => void }) {
  return (
    <fieldset className="presets">
      <legend className="unseen">Usual reasons</legend>
      {PRESETS.map((preset) => (
        <Button key={preset} size="compact-sm" radius="xl" variant="default" onClick={() => onChoose(`${preset}.`)}>
          {preset}
        </Button>
      ))}
    </fieldset>
  );
}
