import * as z from 'zod';

/**
 * What SES refuses in an email when it is sent, by file extension.
 * Source: https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
 */
const REFUSED_BY_SES = new Set(
  `ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad
  maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops
  pcd pif plg prf prg reg scf scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst
  vsw vxd ws wsc wsf wsh xnk`.split(/\s+/),
);

/** Characters that are not seen or move their neighbours: with one of them, `invoice-fdp.exe` can look like a PDF. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800\u3164\uffa0]/u;

/** Path separators, and what a header (RFC 2183) or somebody's file system reads as more than a letter of the name. */
const NOT_IN_A_NAME = /[/\\:*?"<>|;%]|=\?/;

/** A name that says by its last letters what the file is; nothing before or after it that a system would cut off. */
const WITH_EXTENSION = /^[^\s.].*\.([A-Za-z0-9]{1,10})$/u;

/** What a file is called in an email: a part of one of its headers, and where the recipient's system keeps it. */
export const FileName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !HIDDEN.test(name), 'A file name has no hidden or control characters.')
  .refine((name) => !NOT_IN_A_NAME.test(name), 'A file name has none of / \\ : * ? " < > | ; % and no encoded-word.')
  .refine(
    (name) => WITH_EXTENSION.test(name),
    'A file name ends in an extension, such as .pdf, and begins with no dot or space.',
  )
  .refine((name) => !isRefusedBySes(name), 'Amazon SES sends no files with this extension.');

/** By its extension. */
export function isRefusedBySes(name: string): boolean {
  return REFUSED_BY_SES.has(name.split('.').at(-1)?.toLowerCase() ?? '');
}
