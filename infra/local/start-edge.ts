import type { FunctionHost } from './contract.ts';
import { startHttpApi } from './http-api/start-http-api.ts';
import { type SignInDeps, startSignIn } from './sign-in/start-sign-in.ts';
import type { StackContext } from './stack-context.ts';

/** What people and other systems reach: the API with the console, and sign-in. */
export async function startEdge(
  { ports, resources, services, stateDirectory, log }: StackContext,
  { invoke }: Pick<FunctionHost, 'invoke'>,
  people: SignInDeps['people'],
) {
  const signIn = await startSignIn({ port: ports.signIn, resources, people, stateDirectory, onProblem: log });
  const { mayInvoke } = services;
  const api = await startHttpApi({ port: ports.api, resources, invoke, mayInvoke, onProblem: log });
  return {
    async close() {
      await Promise.all([api.close(), signIn.close()]);
    },
  };
}
