package dev.refactory.refactor.recipe;

import java.util.Set;

/// Words for types that no file declares.
final class JavaTypes {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");
    private static final Set<String> BOXES =
            Set.of("Boolean", "Byte", "Short", "Character", "Integer", "Long", "Float", "Double");

    private JavaTypes() {}

    static boolean isPrimitive(String name) {
        return PRIMITIVES.contains(name);
    }

    /// Whether a simple name is that of a truth value or number, boxed or not.
    static boolean isValue(String name) {
        return PRIMITIVES.contains(name) || BOXES.contains(name);
    }
}
