package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Types that take every value of another one: what is above it, what a number is widened to, boxes.
/// Those of the JDK are known by reflection, those of the library by what it writes.
final class WiderTypes {
    private static final Map<String, List<String>> NUMBERS = Map.of(
            "byte", List.of("short", "int", "long", "java.lang.Byte"),
            "short", List.of("int", "long", "java.lang.Short"),
            "char", List.of("int", "long", "java.lang.Character"),
            "int", List.of("long", "long", "double", "java.lang.Integer", "java.lang.Number"),
            "long", List.of("float", "double", "java.lang.Long"),
            "float", List.of("double", "java.lang.Float"),
            "double", List.of("java.lang.Double", "java.lang.Number"),
            "boolean", List.of("java.lang.Boolean", "java.lang.Object"));
    private static final Map<String, String> UNBOXED = Map.of(
            "java.lang.Byte", "byte",
            "java.lang.Short", "short",
            "java.lang.Character", "char",
            "java.lang.Integer", "int",
            "java.lang.Long", "long",
            "java.lang.Float", "float",
            "java.lang.Double", "double",
            "java.lang.Boolean", "boolean");
    private final Library library;
    private final Set<String> found = new LinkedHashSet<>();

    private WiderTypes(Library library) {
        this.library = library;
    }

    static List<String> of(Library library, WrittenType type) {
        WiderTypes wider = new WiderTypes(library);
        if (NUMBERS.containsKey(type.main())) {
            wider.found.addAll(type.brackets().isEmpty() ? NUMBERS.get(type.main()) : List.of("java.lang.Object"));
        } else {
            wider.found.add("java.lang.Object");
            Optional.ofNullable(UNBOXED.get(type.main())).ifPresent(wider.found::add);
            wider.above(type.main(), type.arguments());
        }
        List<String> all = new ArrayList<>();
        String brackets = type.brackets().replace("...", "[]");
        wider.found.forEach(each -> all.add(each + brackets));
        if (!brackets.isEmpty()) {
            all.addAll(List.of("java.lang.Object", "java.lang.Cloneable", "java.io.Serializable"));
        }
        all.remove(WrittenType.text(type.main(), type.arguments()) + brackets);
        return all;
    }

    /// Whether values of a type are numbers or truth values, which are computed by their types.
    static boolean values(String type) {
        return NUMBERS.containsKey(type) || UNBOXED.containsKey(type) || type.equals("java.lang.Number");
    }

    /// The symbols of everything above a type.
    static Set<String> symbols(Library library, String type) {
        WiderTypes wider = new WiderTypes(library);
        wider.above(type, List.of());
        Set<String> symbols = new TreeSet<>();
        wider.found.forEach(each -> symbols.add(each.replaceAll("<.*", "")));
        return symbols;
    }

    private void above(String main, List<String> arguments) {
        SymbolInfo known = library.graph().symbol(main).orElse(null);
        if (known != null && known.path() != null && known.kind().isType()) {
            written(main, arguments);
        } else {
            jdk(main).ifPresent(type -> reflected(type, arguments));
        }
    }

    private void add(String main, List<String> arguments) {
        if (found.add(WrittenType.text(main, arguments))) {
            above(main, arguments);
        }
    }

    /// What a type of the library says it extends and implements.
    private void written(String main, List<String> arguments) {
        SymbolInfo info = library.graph().symbol(main).orElseThrow();
        FileFacts facts = Objects.requireNonNull(library.facts().get(String.valueOf(info.path())));
        String text = String.valueOf(library.texts().get(info.path()));
        int name = facts.occurrences().stream()
                .filter(place -> place.symbol().equals(main) && place.has(Role.DEFINITION))
                .mapToInt(place -> place.range().end())
                .findFirst()
                .orElse(text.length());
        int body = text.indexOf('{', name);
        List<String> variables = variables(info.signature());
        for (Occurrence place : facts.occurrences()) {
            boolean own = place.has(Role.EXTENDS)
                    && place.range().start() > name
                    && place.range().end() < body
                    && !place.has(Role.IMPLICIT);
            if (!own) {
                continue;
            }
            int end = place.range().end();
            if (text.charAt(end) == '<') {
                int depth = 0;
                do {
                    depth += text.charAt(end) == '<' ? 1 : text.charAt(end) == '>' ? -1 : 0;
                    end++;
                } while (depth > 0 && end < text.length());
            }
            WrittenType.of(text, new Range(place.range().start(), end), "", facts)
                    .ifPresent(type -> add(
                            type.main(),
                            type.arguments().stream()
                                    .map(each -> filled(each, variables, arguments))
                                    .toList()));
        }
    }

    private static String filled(String text, List<String> variables, List<String> arguments) {
        String filled = text;
        for (int i = 0; i < variables.size(); i++) {
            String argument = i < arguments.size() ? arguments.get(i) : "?";
            filled = filled.replaceAll("(?<![\\w.])" + variables.get(i) + "\\b", argument.replace("$", "\\$"));
        }
        return filled;
    }

    /// Names of the type parameters a header shows.
    private static List<String> variables(String signature) {
        int open = signature.indexOf('<');
        int space = signature.indexOf(" extends ");
        if (open < 0 || space >= 0 && space < open) {
            return List.of();
        }
        int depth = 0;
        int end = open;
        do {
            depth += signature.charAt(end) == '<' ? 1 : signature.charAt(end) == '>' ? -1 : 0;
            end++;
        } while (depth > 0 && end < signature.length());
        return WrittenType.parts(signature.substring(open + 1, end - 1)).stream()
                .map(each -> each.replaceAll("\\s.*", ""))
                .toList();
    }

    /// A type of the JDK.
    static Optional<Class<?>> jdk(String name) {
        String binary = name;
        while (true) {
            try {
                return Optional.of(Class.forName(binary, false, ClassLoader.getPlatformClassLoader()));
            } catch (ClassNotFoundException | LinkageError e) {
                int dot = binary.lastIndexOf('.');
                if (dot < 0) {
                    return Optional.empty();
                }
                binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
            }
        }
    }

    private void reflected(Class<?> type, List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        TypeVariable<?>[] variables = type.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            values.put(variables[i].getName(), i < arguments.size() ? arguments.get(i) : "?");
        }
        Stream<Type> above =
                Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()));
        above.forEach(each -> {
            Class<?> raw = each instanceof ParameterizedType with ? (Class<?>) with.getRawType() : (Class<?>) each;
            if (Modifier.isPublic(raw.getModifiers())) {
                List<String> given =
                        each instanceof ParameterizedType with && (variables.length == 0 || !arguments.isEmpty())
                                ? Stream.of(with.getActualTypeArguments())
                                        .map(argument -> text(argument, values))
                                        .toList()
                                : List.of();
                add(raw.getCanonicalName(), given);
            }
        });
    }

    private static String text(Type type, Map<String, String> values) {
        return switch (type) {
            case Class<?> plain -> plain.getCanonicalName();
            case TypeVariable<?> variable -> values.getOrDefault(variable.getName(), "?");
            case GenericArrayType array -> text(array.getGenericComponentType(), values) + "[]";
            case WildcardType wildcard -> "? extends " + text(wildcard.getUpperBounds()[0], values);
            case ParameterizedType with ->
                WrittenType.text(
                        ((Class<?>) with.getRawType()).getCanonicalName(),
                        Stream.of(with.getActualTypeArguments())
                                .map(each -> text(each, values))
                                .toList());
            default -> "?";
        };
    }
}
