import { refuse, type Site } from './site.ts';

/** The sign-in pages of a user pool. CloudFormation has no attribute for this address: every stack joins it by hand. */
const SIGN_IN = /^https:\/\/[^./]+\.auth\.[^./]+\.amazoncognito\.com(?=\/|$)/;
/** Addresses for which there is an attribute, which is the one that can lead to this machine. */
const WITH_ATTRIBUTE = /^https:\/\/(cognito-idp\.|[^/]+\.execute-api\.)/;

/** Leads an address of AWS that the template joined to what stands for it on this machine, or refuses it. */
export function toLocalAddress(value: unknown, site: Site): unknown {
  if (typeof value !== 'string') return value;
  if (WITH_ATTRIBUTE.test(value)) {
    return refuse(
      site,
      `builds the address "${value}", which leads to AWS and not to this machine. Use the attribute ApiEndpoint of the API or ProviderURL of the user pool.`,
    );
  }
  return value.replace(SIGN_IN, site.addresses.issuer);
}
