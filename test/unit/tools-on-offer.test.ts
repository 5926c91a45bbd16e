import { describe, expect, it } from 'vitest';
import { judge } from '#shared/guardrail/judge.ts';
import { toolsFor } from '../../functions/action/mcp/tools.ts';
import { toolsOf } from '../../functions/agent/tools.ts';
import { anAgent, anEmail, aTool, readEmail, TRUSTED, theSettings } from '../support/builders.ts';

const ASKS = { enabled: true, guardrail: { restrict: false, askAlways: true } };
const agent = (capabilities: object) => anAgent({ teamId: 'tm_1', capabilities });
const switched = (workspace: object, team: object = {}) =>
  theSettings({ capabilities: workspace, teams: { tm_1: { capabilities: team } } });

/** The same to a model that runs here and to one that comes by MCP. */
function offered(capabilities: object, settings = theSettings()) {
  const names = Object.keys(toolsOf(agent(capabilities), settings));
  const overMcp = toolsFor(agent(capabilities), settings).map(({ name }) => name);
  expect(overMcp).toEqual([...names, 'get_action']);
  return names;
}

describe('a model is offered what its agent can use, and nothing else', () => {
  it.each([
    ['set up for it', { send_email: ASKS }, switched({}), ['send_email']],
    ['set up and switched off', { send_email: { ...ASKS, enabled: false } }, switched({ send_email: 'on' }), []],
    ['on in the workspace, set up by nobody', {}, switched({ send_email: 'on' }), ['send_email']],
    ['on in its team', {}, switched({}, { http_request: 'on' }), ['http_request']],
    ['on in its team and off in the workspace', {}, switched({ send_sms: 'off' }, { send_sms: 'on' }), []],
    ['off in the workspace', { send_email: ASKS }, switched({ send_email: 'off' }), []],
    ['off in its team', { send_email: ASKS }, switched({ send_email: 'on' }, { send_email: 'off' }), []],
  ])('%s', (_, capabilities, settings, names) => {
    expect(offered(capabilities, settings)).toEqual(names);
  });

  it('each tool of its own, unless it or all tools are off', () => {
    const tools = [aTool(), aTool({ name: 'cancel', enabled: false })];
    expect(offered({ tools })).toEqual(['refund']);
    expect(offered({ tools }, switched({ use_tool: 'off' }))).toEqual([]);
  });

  it('and the gate says of the same settings that it may', () => {
    for (const settings of [switched({ send_email: 'on' }), switched({ send_email: 'off' }), switched({})]) {
      for (const capabilities of [{}, { send_email: ASKS }, { send_email: { ...ASKS, enabled: false } }]) {
        const { verdict } = judge(agent(capabilities), readEmail(anEmail()), { ...TRUSTED, settings });
        expect([verdict !== 'block']).toEqual([offered(capabilities, settings).includes('send_email')]);
      }
    }
  });
});
