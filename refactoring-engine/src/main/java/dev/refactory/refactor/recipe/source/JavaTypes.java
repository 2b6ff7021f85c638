package dev.refactory.refactor.recipe.source;

import java.util.Set;

/// Words for types that no file declares.
public final class JavaTypes {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");
    private static final Set<String> BOXES =
            Set.of("Boolean", "Byte", "Short", "Character", "Integer", "Long", "Float", "Double");

    private JavaTypes() {}

    /// Whether a simple name is that of a primitive type; `void` is none.
    public static boolean isPrimitive(String name) {
        return PRIMITIVES.contains(name);
    }

    /// Whether a simple name is that of a truth value or number, boxed or not.
    public static boolean isValue(String name) {
        return PRIMITIVES.contains(name) || BOXES.contains(name);
    }
}
