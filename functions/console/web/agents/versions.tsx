import { Stack, Table, Text } from '@mantine/core';
import { useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { Shown } from '../ui/shown.tsx';
import { Part } from './agent-settings-page.tsx';

/** Who changed what of an agent, newest first. */
export function Versions({ agentId }: { agentId: string }) {
  const { data } = useRead('GET /agents/{agentId}/versions', { params: { agentId } });
  if (!data || data.versions.length === 0) return null;
  return (
    <section className="panel">
      <Stack gap="sm">
        <Part title="Changes" />
        <Table>
          <Table.Tbody>
            {data.versions.map((version) => (
              <Table.Tr key={version.version}>
                <Table.Td w="4rem">
                  <Text size="sm" c="dimmed">
                    {`v${version.version}`}
                  </Text>
                </Table.Td>
                <Table.Td className="break">
                  <details>
                    <summary>
                      <Shown text={`${version.byName} changed ${version.what}`} />
                    </summary>
                    <pre className="change">
                      <Shown multiline text={`- ${asText(version.before)}\n+ ${asText(version.after)}`} />
                    </pre>
                  </details>
                </Table.Td>
                <Table.Td w="8rem">
                  <Age since={version.at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </section>
  );
}

function asText(value: unknown): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value, null, 2);
}
