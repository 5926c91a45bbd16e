import { Modal, type ModalProps } from '@mantine/core';

/** A dialog over the page. Mantine's scroll lock writes a `<style>`, which our CSP refuses: `base.css` has its own. */
export function Dialog(props: Pick<ModalProps, 'opened' | 'onClose' | 'title' | 'children' | 'size'>) {
  return (
    <Modal
      centered
      lockScroll={false}
      removeScrollProps={{ enabled: false }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      {...props}
    />
  );
}
