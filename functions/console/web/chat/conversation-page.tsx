import { Page } from '../ui/page.tsx';

export function ConversationPage() {
  return <Page title="Conversation">…</Page>;
}
