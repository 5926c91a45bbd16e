import type { Root } from 'react-dom/client';
import type { Config } from './api-types.ts';
import { App } from './app.tsx';
import { Look } from './look.tsx';
import { completeSignIn, hasJustLeft, type SignIn, signIn } from './sign-in.ts';
import { SignInPage } from './sign-in-page.tsx';

/** Signs the person in, which may lead away and back, and shows the console. */
export async function start(root: Root): Promise<void> {
  const config = await readConfig();
  if (!config)
    return alone(root, { title: 'Countersign cannot be reached', help: 'Check your connection, then reload.' });
  const { manager, signIn: signing } = signIn(config);
  const begin: SignIn['begin'] = (how) =>
    signing.begin(how).catch(() => alone(root, { title: 'The sign-in cannot be reached. Try again.', begin }));
  const signedIn = await completeSignIn(manager).catch(() => undefined);
  if (signedIn) return root.render(<App signIn={{ ...signing, begin }} />);
  if (signedIn === undefined) return alone(root, { title: 'The sign-in was not completed. Try again.', begin });
  if (hasJustLeft()) return alone(root, { title: 'You are signed out.', begin });
  return begin();
}

function alone(root: Root, says: { title: string; help?: string; begin?: SignIn['begin'] }): void {
  root.render(
    <Look>
      <SignInPage {...says} />
    </Look>,
  );
}

async function readConfig(): Promise<Config | undefined> {
  const reply = await fetch('/console/config.json').catch(() => undefined);
  if (!reply?.ok) return undefined;
  const config: Partial<Config> | undefined = await reply.json().catch(() => undefined);
  return config?.issuer && config.clientId ? { issuer: config.issuer, clientId: config.clientId } : undefined;
}
