package dev.refactory.index.java;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Types with Lombok's annotations, drawn by chance; most of them compile.
final class LombokVariants {
    private static final List<String> LEVELS = List.of("PUBLIC", "PROTECTED", "PACKAGE", "PRIVATE", "NONE");
    private static final List<String> TYPES =
            List.of("int", "boolean", "String", "Boolean", "java.util.List<String>", "T", "T[]", "long[]");
    private static final List<String> NAMES =
            List.of("x", "isOpen", "is", "island", "aName", "URL", "mCount", "f_x", "_under", "$hidden", "Big", "mX");

    private final Random random;

    LombokVariants(long seed) {
        random = new Random(seed);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    String type() {
        StringBuilder out = new StringBuilder("import lombok.*; import lombok.experimental.*;\n");
        boolean isValue = chance(20);
        boolean isData = !isValue && chance(30);
        boolean builder = chance(35);
        boolean record = !isValue && !isData && chance(15);
        if (chance(35)) {
            out.append("@Accessors(").append(accessors()).append(") ");
        }
        if (record) {
            return out.append(builder ? "@Builder(toBuilder = " + chance(50) + ") " : "")
                    .append(chance(50) ? "@With " : "")
                    .append("record A<T>(int x, @With boolean isOpen, T[] mCount) {}\n")
                    .toString();
        }
        out.append(isValue ? "@Value " : isData ? "@Data " : "");
        out.append(chance(25) ? "@Getter" + level() : "").append(chance(20) ? "@Setter" + level() : "");
        out.append(chance(20) ? "@ToString " : "").append(chance(20) ? "@EqualsAndHashCode " : "");
        out.append(chance(15) ? "@FieldNameConstants(asEnum = " + chance(50) + ") " : "");
        out.append(chance(15) ? "@FieldDefaults(level = AccessLevel." + any(LEVELS) + ") " : "");
        out.append(builder ? builder() : "");
        boolean all = !builder && chance(40) || builder && chance(30);
        boolean required = !all && (!builder && !isData && !isValue || !builder && chance(30));
        out.append(all ? "@AllArgsConstructor" + (chance(30) ? "(staticName = \"of\") " : " ") : "");
        out.append(required ? "@RequiredArgsConstructor(access = AccessLevel." + any(LEVELS.subList(0, 4)) + ") " : "");
        out.append(all && chance(30) && !isValue ? "@NoArgsConstructor(force = true) " : "");
        out.append(chance(20) ? "final " : "").append("class A<T> {\n");
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        names.subList(0, 1 + random.nextInt(6)).forEach(name -> out.append(field(name, builder, all)));
        if (chance(30)) {
            out.append("    public int ")
                    .append(any(List.of("getX", "isOpen", "getOpen", "GETURL", "hashCode", "x")))
                    .append("() { return 1; }\n");
        }
        return out.append("}\n").toString();
    }

    private String accessors() {
        List<String> said = new ArrayList<>();
        for (String flag : List.of("fluent", "chain", "makeFinal")) {
            if (chance(40)) {
                said.add(flag + " = " + chance(60));
            }
        }
        if (chance(25)) {
            said.add("prefix = {\"m\", \"f_\", \"\"}");
        }
        return String.join(", ", said);
    }

    private String level() {
        return chance(50) ? " " : "(AccessLevel." + any(LEVELS) + ") ";
    }

    private String builder() {
        List<String> said = new ArrayList<>();
        said.addAll(chance(30) ? List.of("toBuilder = true") : List.of());
        said.addAll(chance(20) ? List.of("setterPrefix = \"with\"") : List.of());
        said.addAll(chance(20) ? List.of("builderClassName = \"*Maker\"") : List.of());
        said.addAll(chance(20) ? List.of("access = AccessLevel." + any(LEVELS.subList(0, 4))) : List.of());
        return "@Builder(" + String.join(", ", said) + ") ";
    }

    private String field(String name, boolean builder, boolean all) {
        String type = any(TYPES);
        boolean object = Character.isUpperCase(type.charAt(0)) || type.endsWith("]") || type.contains(".");
        boolean isStatic = chance(10) && !type.startsWith("T");
        boolean isFinal = !isStatic && chance(25) && !name.startsWith("$");
        boolean given = chance(20);
        StringBuilder out = new StringBuilder("    ");
        out.append(chance(25) ? "@Getter" + level() : "").append(!isFinal && chance(20) ? "@Setter" + level() : "");
        out.append(object && chance(20) ? "@NonNull " : "");
        out.append(all && !isStatic && chance(20) && !(isFinal && given) ? "@With" + level() : "");
        boolean byDefault = builder && given && !isStatic && !name.startsWith("$") && chance(60);
        out.append(byDefault ? "@Builder.Default " : "");
        boolean singular = builder && !given && !isStatic && type.contains("List") && !name.startsWith("$");
        out.append(singular && chance(60) ? "@Singular(\"one" + name + "\") " : "");
        out.append(any(List.of("private ", "", "protected "))).append(isStatic ? "static " : "");
        out.append(isFinal ? "final " : "").append(type).append(' ').append(name);
        out.append(given ? " = " + (type.equals("int") ? "1" : type.equals("boolean") ? "true" : "null") : "");
        return out.append(";\n").toString();
    }
}
