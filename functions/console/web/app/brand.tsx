export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M8 17l5 5L24 10" />
      </svg>
      Countersign
    </span>
  );
}
