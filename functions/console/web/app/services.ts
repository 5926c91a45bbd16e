import { createContext, useContext } from 'react';
import type { Api } from './api-client.ts';
import type { SignIn } from './sign-in.ts';

/** What pages need from outside of themselves. */
type Services = { api: Api; signIn: SignIn };

const Context = createContext<Services | undefined>(undefined);

export const ServicesProvider = Context.Provider;

function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error('There is no ServicesProvider around this.');
  return services;
}

export function useApi(): Api {
  return useServices().api;
}

export function useSignIn(): SignIn {
  return useServices().signIn;
}
