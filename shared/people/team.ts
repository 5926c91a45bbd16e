import * as z from 'zod';
import { DisplayName } from './invitation.ts';
import { Role } from './person.ts';

export const TeamName = z.strictObject({ name: DisplayName });
export const MemberRole = z.strictObject({ role: Role });
