import { answer } from '../../functions/agent/answer.ts';
import type { ModelDeps } from '../../functions/agent/language-model.ts';
import { showConversation } from '../../functions/agent/show-conversation.ts';
import { sayMore, startChat } from '../../functions/agent/take-chat-message.ts';
import { tellAgent } from '../../functions/outcome/tell-agent.ts';
import { readAgent } from '../../shared/agent/agent-table.ts';
import { requireMember } from '../../shared/people/person-table.ts';
import { SYSTEM_SENDER } from './builders.ts';
import { NO_MODELS } from './model-server.ts';
import { callerOf } from './people.ts';
import type { TestWorkspace } from './workspace.ts';

/** What a person does who chats in a workspace under test, and what the agent does then. */
export function chatting(workspace: TestWorkspace, personId: string, agentId = 'agt_desk') {
  let messages = 0;
  const deps = () => ({ tables: workspace.tables, now: workspace.now });
  const message = (text: string, messageId = `msg_${personId}00000${++messages}`.replaceAll('per_', '')) => {
    return { text, messageId };
  };
  return {
    start: async (text: string, messageId?: string) => {
      const [agent, person] = await Promise.all([
        readAgent(workspace.tables, agentId),
        requireMember(workspace.tables, personId),
      ]);
      if (!agent) throw new Error(`There is no ${agentId}`);
      return startChat(deps(), { agent, person }, message(text, messageId));
    },
    say: (conversationId: string, text: string, messageId?: string) =>
      sayMore(deps(), callerOf(personId), conversationId, message(text, messageId)),
    answer: (conversationId: string, models: ModelDeps = NO_MODELS) =>
      answer(
        {
          ...deps(),
          executors: workspace.executors,
          checkFile: async () => 'stored',
          systemSender: SYSTEM_SENDER,
          models,
        },
        conversationId,
      ),
    tell: (actionId: string, round = 1) => tellAgent(deps(), { pk: actionId, round }),
    look: (conversationId: string, asked = { after: 0, wait: 0 }) =>
      showConversation(deps(), callerOf(personId), conversationId, asked),
  };
}
