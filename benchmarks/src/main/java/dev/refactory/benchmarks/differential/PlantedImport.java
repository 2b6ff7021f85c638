package dev.refactory.benchmarks.differential;

import java.util.List;

/// Imports to plant, of the kinds that tools are known to get wrong. Each brings names of its own, so that many can
/// stand in one tree. `{package}`, `{sibling}` and `{first}` are the file's package, another type of it in full, and
/// its first import's line.
///
/// @param title for people
/// @param before lines before the file's first import
/// @param lines lines after its last import
/// @param appended at the end of the file; `{n}` is a number of its own
/// @param beside the name of a type to put beside the file; empty for none
/// @param unneeded the lines that are to go; none when all are needed
record PlantedImport(
        String title, List<String> before, List<String> lines, String appended, String beside, List<String> unneeded) {
    static final List<PlantedImport> ALL = List.of(
            unneeded("a type that nothing names", "import java.util.concurrent.Phaser;"),
            unneeded("a package that nothing is named of", "import java.util.concurrent.locks.*;"),
            unneeded("a static method that nothing calls", "import static java.lang.Math.fma;"),
            unneeded("all static members, none named", "import static java.util.concurrent.locks.LockSupport.*;"),
            unneeded("a nested type that nothing names", "import java.util.AbstractMap.SimpleImmutableEntry;"),
            unneeded("a type of java.lang", "import java.lang.StrictMath;"),
            unneeded("a type of the same package", "import {sibling};"),
            unneeded("one that is there already", "{first}"),
            new PlantedImport(
                    "a comment above it",
                    List.of(),
                    List.of("// planted: stays", "import java.util.concurrent.Phaser;", "// planted: stays too"),
                    "",
                    "",
                    List.of("import java.util.concurrent.Phaser;")),
            new PlantedImport(
                    "a block comment between it and the next",
                    List.of("import java.util.concurrent.Phaser;", "/* planted: of the next */"),
                    List.of(),
                    "",
                    "",
                    List.of("import java.util.concurrent.Phaser;")),
            new PlantedImport(
                    "a remark behind it",
                    List.of(),
                    List.of("import java.util.concurrent.Phaser; // planted remark"),
                    "",
                    "",
                    List.of("import java.util.concurrent.Phaser;")),
            needed(
                    "named in a doc comment only",
                    "import java.util.concurrent.Exchanger;",
                    "/** See {@link Exchanger}. */\ninterface Planted{n} {}\n"),
            needed(
                    "named in a doc comment only, with a member",
                    "import java.util.concurrent.Exchanger;",
                    "/** @see Exchanger#exchange(Object) */\ninterface Planted{n} {}\n"),
            needed(
                    "named as a parameter in a doc comment only",
                    "import java.util.concurrent.Exchanger;",
                    "/** See {@link java.util.Objects#hash(Object...)}, {@link Planted{n}#of(Exchanger)}. */\n"
                            + "interface Planted{n} {\n    void of(java.util.concurrent.Exchanger<?> it);\n}\n"),
            needed(
                    "all of a package, one named",
                    "import java.util.concurrent.locks.*;",
                    "interface Planted{n} {\n    StampedLock lock();\n}\n"),
            needed(
                    "all static members, one called",
                    "import static java.util.concurrent.locks.LockSupport.*;",
                    "interface Planted{n} {\n    static void rest() {\n        parkNanos(1);\n    }\n}\n"),
            needed(
                    "a static constant in an annotation only",
                    "import static java.util.jar.JarFile.MANIFEST_NAME;",
                    "@SuppressWarnings(MANIFEST_NAME)\ninterface Planted{n} {}\n"),
            needed(
                    "a nested type by its simple name",
                    "import java.util.AbstractMap.SimpleImmutableEntry;",
                    "interface Planted{n} {\n    SimpleImmutableEntry<String, String> entry();\n}\n"),
            new PlantedImport(
                    "over a type of the same package with its name",
                    List.of(),
                    List.of("import java.util.concurrent.CyclicBarrier;"),
                    "interface Planted{n} {\n    static int parties(CyclicBarrier of) {\n"
                            + "        return of.getParties();\n    }\n}\n",
                    "CyclicBarrier",
                    List.of()),
            new PlantedImport(
                    "over two packages with its name",
                    List.of(),
                    List.of("import java.beans.*;", "import java.sql.*;", "import java.sql.Statement;"),
                    "interface Planted{n} {\n    void run(Statement it, PropertyVetoException why,"
                            + " BatchUpdateException how);\n}\n",
                    "",
                    List.of()));

    private static PlantedImport unneeded(String title, String line) {
        return new PlantedImport(title, List.of(), List.of(line), "", "", List.of(line));
    }

    private static PlantedImport needed(String title, String line, String appended) {
        return new PlantedImport(title, List.of(), List.of(line), appended, "", List.of());
    }
}
