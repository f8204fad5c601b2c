import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(/\b3d[ -]?scenes?\b|\bscenes? studio\b|do not have access to this storage container/i);

/** 3D Scenes Studio keeps its scenes in a storage container, which refuses on its own account. */
export const scenesStudio: Format = (text) => (shape.test(text) ? { client: '3d-scenes-studio' } : undefined);
