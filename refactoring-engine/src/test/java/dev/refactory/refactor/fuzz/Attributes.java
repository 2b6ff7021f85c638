package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What annotations take: of those of the JDK by reflection, of others by what the library writes or
/// mentions of them.
final class Attributes {
    private static final Map<String, List<String>> VALUES = Map.of(
            "String",
            List.of(
                    "\"x\"",
                    "\"a\" + 1",
                    "\"\"",
                    "\"a)b, \\\" {\"",
                    "java.util.jar.JarFile.MANIFEST_NAME + \"y\"",
                    "(\"z\")"),
            "boolean",
            List.of("true", "false", "1 > 2", "!true"),
            "int",
            List.of("1", "-1", "1 + 2", "java.lang.Integer.MAX_VALUE", "'c'"),
            "long",
            List.of("1", "-1L"),
            "double",
            List.of("1.5", "1"),
            "char",
            List.of("'x'", "'\\''", "65"),
            "Class<?>",
            List.of("java.lang.String.class", "int.class", "java.util.Map.Entry.class", "java.lang.String[].class"),
            "Class",
            List.of("java.lang.String.class", "void.class"));

    private Attributes() {}

    /// @param type as it is written, with packages where it comes from the JDK
    /// @param optional has a default, as far as is known
    record Attribute(String name, String type, boolean optional) {
        /// A value of its type; nothing when none is known.
        Optional<String> value(Library library, RandomGenerator random) {
            if (!type.endsWith("[]")) {
                return single(type, library, random);
            }
            String of = type.substring(0, type.length() - 2);
            return switch (random.nextInt(4)) {
                case 0 -> Optional.of("{}");
                case 1 -> single(of, library, random);
                case 2 -> single(of, library, random).map(value -> "{" + value + "}");
                default ->
                    single(of, library, random)
                            .flatMap(one -> single(of, library, random).map(two -> "{" + one + ", " + two + "}"));
            };
        }

        private static Optional<String> single(String type, Library library, RandomGenerator random) {
            List<String> values = VALUES.getOrDefault(type.replace("java.lang.", ""), List.of());
            List<String> all = values.isEmpty() ? constants(type, library) : values;
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
        }

        private static List<String> constants(String type, Library library) {
            List<String> constants = new ArrayList<>();
            Object[] known = WiderTypes.jdk(type).map(Class::getEnumConstants).orElse(null);
            if (known != null) {
                for (Object constant : known) {
                    constants.add(type + "." + ((Enum<?>) constant).name());
                }
                return constants;
            }
            String simple = type.substring(type.lastIndexOf('.') + 1);
            List<SymbolInfo> enums = library.graph().symbolsNamed(simple).stream()
                    .filter(each -> each.kind() == SymbolKind.ENUM)
                    .toList();
            if (enums.size() == 1) {
                library.graph().membersOf(enums.getFirst().symbol()).stream()
                        .filter(each -> each.kind() == SymbolKind.ENUM_CONSTANT)
                        .forEach(each -> constants.add(each.symbol().replace('#', '.')));
            }
            return constants;
        }
    }

    static List<Attribute> of(Library library, String annotation) {
        List<Attribute> attributes = new ArrayList<>();
        Class<?> known = WiderTypes.jdk(annotation).orElse(null);
        if (known != null) {
            for (Method method : known.getDeclaredMethods()) {
                String type = method.getReturnType().getCanonicalName();
                attributes.add(new Attribute(
                        method.getName(),
                        type.replace("java.lang.Class", "Class<?>"),
                        method.getDefaultValue() != null));
            }
            attributes.sort((one, other) -> one.name().compareTo(other.name()));
            return attributes;
        }
        String prefix = annotation + "#";
        Set<String> methods = new TreeSet<>(library.graph().declared(List.of(SymbolKind.METHOD), prefix));
        methods.addAll(library.graph().mentioned(List.of(SymbolKind.METHOD), prefix));
        for (String each : methods) {
            SymbolInfo method = library.graph().symbol(each).orElseThrow();
            String header = method.signature();
            int name = Math.max(0, header.indexOf(" " + method.name() + "("));
            String type = header.substring(0, name)
                    .replaceAll("\\b(?:public|abstract)\\b", "")
                    .strip();
            String text = String.valueOf(library.texts().get(String.valueOf(method.path())));
            boolean optional = Pattern.compile("\\b" + method.name() + "\\s*\\(\\s*\\)[\\s\\[\\]]*default\\b")
                    .matcher(text)
                    .find();
            attributes.add(new Attribute(method.name(), type, optional));
        }
        return attributes;
    }
}
