import { describe, expect, it } from 'vitest';
import { detailsInWords } from '../../../functions/console/web/approvals/timeline-details.ts';

describe('the timeline of an action', () => {
  it('says of a decision how long the card was open, from where, and what was written', () => {
    const details = { hash: 'a'.repeat(64), openMs: 41_300, ip: '203.0.113.7', note: 'Fine.', client: 'console' };
    expect(detailsInWords(details)).toEqual(['“Fine.”', '41 s after opening it', 'from 203.0.113.7']);
  });

  it('says of an end what came of it, and no hashes', () => {
    const details = { code: 'accepted', providerId: '0100-1', hash: 'a'.repeat(64) };
    expect(detailsInWords(details)).toEqual(['accepted by the service', 'id 0100-1']);
  });
});
