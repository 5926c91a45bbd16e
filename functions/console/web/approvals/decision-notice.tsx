import { Alert, Button, Stack } from '@mantine/core';
import { Refused } from '../app/api-client.ts';
import type { Card } from '../app/api-types.ts';
import { useSignIn } from '../app/services.ts';
import { Icon } from '../ui/icons.tsx';
import { Shown } from '../ui/shown.tsx';
import { Notice, noticeOf } from '../ui/states.tsx';
import type { Draft } from './decide.ts';
import { keepDraft } from './kept-draft.ts';

/** Why a decision was not recorded, and the way on. */
export function DecisionNotice({ error, card, draft }: { error: Error; card: Card; draft: Draft }) {
  const signIn = useSignIn();
  const problem = error instanceof Refused ? error.problem : undefined;
  if (problem?.code === 'STEP_UP_REQUIRED' || problem?.code === 'UNAUTHENTICATED') {
    const { title, what } = noticeOf(error);
    const go = () => {
      keepDraft(card, draft);
      void signIn.begin({ fresh: true });
    };
    return (
      <Alert color="care" variant="light" title={title} icon={<Icon name="shield" />} role="alert">
        <Stack gap="xs" align="flex-start">
          {what}
          <Button size="xs" onClick={go}>
            Sign in again and come back
          </Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <>
      <Notice notice={noticeOf(error)} />
      {problem?.errors?.map(({ path, message }) => (
        <p key={path} className="break">
          <strong>
            <Shown text={path.replace(/^edited\.?/, '')} />
          </strong>{' '}
          <Shown text={message} />
        </p>
      ))}
    </>
  );
}
