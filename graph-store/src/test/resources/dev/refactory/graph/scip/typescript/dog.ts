import { Animal, Size } from './animal'

export class Dog implements Animal {
  size = Size.Large
  constructor(readonly name: string) {}
  sound(times: number): string {
    const word = /* 🚀 */ 'woof'
    return word.repeat(times)
  }
}

export function loudest<T extends Animal>(animals: T[]): T {
  const [first] = animals
  console.log(first.sound(2))
  return first
}
