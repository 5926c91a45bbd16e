import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ShortcutsProvider } from '../ui/shortcuts.tsx';
import { ToastsProvider } from '../ui/toasts.tsx';
import { apiClient } from './api-client.ts';
import { Look } from './look.tsx';
import { newQueryClient } from './queries.ts';
import { newRouter } from './router.tsx';
import { ServicesProvider } from './services.ts';
import type { SignIn } from './sign-in.ts';

/** The console of somebody who is signed in. */
export function App({ signIn }: { signIn: SignIn }) {
  const services = useMemo(() => ({ api: apiClient(signIn.token), signIn }), [signIn]);
  const queries = useMemo(newQueryClient, []);
  const router = useMemo(newRouter, []);
  return (
    <Look>
      <ServicesProvider value={services}>
        <QueryClientProvider client={queries}>
          <ToastsProvider>
            <ShortcutsProvider>
              <RouterProvider router={router} />
            </ShortcutsProvider>
          </ToastsProvider>
        </QueryClientProvider>
      </ServicesProvider>
    </Look>
  );
}
