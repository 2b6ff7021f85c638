/** Anything that makes a sound. 🚀 */
export interface Animal {
  readonly name: string
  sound(times: number): string
}

export enum Size { Small, Large }
