class Animal:
    def sound(self, times: int) -> str:
        raise NotImplementedError

class Dog(Animal):
    """Barks. 🚀"""
    def sound(self, times: int) -> str:
        word = "🚀" + "woof"; return word * times

print(Dog().sound(times=2))
