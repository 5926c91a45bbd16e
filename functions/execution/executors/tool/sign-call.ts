import { Webhook } from 'standardwebhooks';

/**
 * Headers of a call that is signed as Standard Webhooks say: the receiver checks `webhook-signature` with its secret, and
 * knows a repeated call by its `webhook-id`. Undefined for a secret that cannot sign (`whsec_` and base64).
 */
export function signCall(secret: string, id: string, body: string, now: Date): Record<string, string> | undefined {
  if (!/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)) return undefined;
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
}
