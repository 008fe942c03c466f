import { mount } from 'svelte';
import App from './App.svelte';
import '../fonts/fonts.css';
import './app.css';
import { words } from './lib/i18n.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
// The words first, so that nothing is shown in one language and then in another.
await words.start();
mount(App, { target });
