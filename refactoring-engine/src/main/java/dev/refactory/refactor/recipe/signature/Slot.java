package dev.refactory.refactor.recipe.signature;

/// One parameter of a method as it is to be.
sealed interface Slot {
    /// One it has.
    ///
    /// @param index where it stands now, from 0
    record Kept(int index) implements Slot {}

    /// A new one.
    ///
    /// @param value what calls pass, a Java expression
    record Added(TypeText type, String name, String value) implements Slot {}
}
