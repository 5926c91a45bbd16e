import { createRoot } from 'react-dom/client';
import './ui/styles.css';
import { start } from './app/start.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element root');
void start(createRoot(place));
