package dev.refactory.refactor.recipe;

import java.util.Set;

/// Words for types that no file declares.
final class JavaTypes {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private JavaTypes() {}

    static boolean isPrimitive(String name) {
        return PRIMITIVES.contains(name);
    }
}
