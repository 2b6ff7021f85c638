package dev.refactory.index.dependency.gradle;

import java.util.OptionalInt;

/// The Java language levels that scripts name; a release says more than a compatibility, and that more than a
/// toolchain.
final class JavaLevels {
    private enum Kind {
        RELEASE,
        COMPATIBILITY,
        TOOLCHAIN
    }

    private final OptionalInt[] main = new OptionalInt[Kind.values().length];
    private final OptionalInt[] test = new OptionalInt[Kind.values().length];

    /// @param name of the setting, as `release` or `languageVersion`
    /// @return false when it is no setting of a level
    boolean set(String name, String text, boolean forMain, boolean forTest) {
        Kind kind = switch (name) {
            case "release" -> Kind.RELEASE;
            case "sourceCompatibility" -> Kind.COMPATIBILITY;
            case "languageVersion", "jvmToolchain" -> Kind.TOOLCHAIN;
            default -> null;
        };
        OptionalInt level = level(text);
        if (kind == null || level.isEmpty()) {
            return false;
        }
        if (forMain) {
            main[kind.ordinal()] = level;
        }
        if (forTest) {
            test[kind.ordinal()] = level;
        }
        return true;
    }

    OptionalInt main() {
        return first(main);
    }

    OptionalInt test() {
        return first(test);
    }

    private static OptionalInt first(OptionalInt[] levels) {
        for (OptionalInt level : levels) {
            if (level != null && level.isPresent()) {
                return level;
            }
        }
        return OptionalInt.empty();
    }

    /// `17`, or `1.8` in the old way.
    private static OptionalInt level(String text) {
        String number = text.startsWith("1.") ? text.substring(2) : text;
        try {
            return OptionalInt.of(Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
