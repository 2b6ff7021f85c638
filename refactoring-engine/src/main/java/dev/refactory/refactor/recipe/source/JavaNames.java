package dev.refactory.refactor.recipe.source;

import java.util.Optional;
import java.util.Set;

/// What the language allows as a name (JLS 3.8 and 3.9, Java 25).
public final class JavaNames {
    private static final Set<String> RESERVED = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while",
            "_",
            "true",
            "false",
            "null");
    /// Characters of a name this engine writes.
    public static final int MAX_LENGTH = 255;

    private JavaNames() {}

    private static final Set<String> NOT_FOR_TYPES = Set.of("permits", "record", "sealed", "var", "yield");

    /// Why `name` is no name for a type (JLS 3.9, TypeIdentifier); nothing when it is one.
    public static Optional<String> faultOfType(String name) {
        return NOT_FOR_TYPES.contains(name)
                ? Optional.of("\"" + name + "\" is not allowed as the name of a type")
                : fault(name);
    }

    /// Why `name` is no identifier; nothing when it is one.
    public static Optional<String> fault(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("\"" + name + "\" is a reserved word of Java");
        }
        boolean valid = !name.isEmpty()
                && Character.isJavaIdentifierStart(name.codePointAt(0))
                && name.codePoints()
                        .allMatch(c -> Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
        if (!valid) {
            return Optional.of("\"" + name + "\" is not a Java identifier");
        }
        return name.length() > MAX_LENGTH
                ? Optional.of("The new name has " + name.length() + " characters, at most " + MAX_LENGTH + " are taken")
                : Optional.empty();
    }
}
