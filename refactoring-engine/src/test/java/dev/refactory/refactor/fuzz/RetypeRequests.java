package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.edit.LineIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Requests to give a field, result, parameter or variable another type: mostly one that takes all its
/// values, of which an attempt tells whether all uses can do with it; sometimes any.
final class RetypeRequests implements RequestMaker {
    private static final int TRIES = 8;
    private static final List<String> ANY = List.of(
            "java.lang.Object",
            "java.lang.CharSequence",
            "long",
            "java.util.Collection<?>",
            "java.lang.Number",
            "java.lang.Iterable<? extends java.lang.Object>",
            "double",
            "java.lang.String",
            "java.lang.Integer",
            "var",
            "java.lang.Object[]");
    private static final List<String> CONVERSIONS = List.of(
            "java.lang.String.valueOf({value})",
            "(long) {value}",
            "{value}",
            "(java.lang.Object) {value}",
            "java.util.Objects.requireNonNull({value})");
    private static final Pattern TESTED = Pattern.compile(
            "(?s).*(?:\\bcatch\\s*\\(\\s*(?:final\\s+)?|\\|\\s*|\\b(?:instanceof|case)\\s+(?:final\\s+)?)");

    @Override
    public String recipe() {
        return "change-signature-type";
    }

    @Override
    public Optional<Request> make(Library library, RandomGenerator random) {
        List<SymbolInfo> symbols = library.declared(symbol -> symbol.kind() == SymbolKind.FIELD
                || symbol.kind() == SymbolKind.METHOD && !symbol.signature().contains("void " + symbol.name() + "(")
                || symbol.kind() == SymbolKind.PARAMETER
                || symbol.kind() == SymbolKind.LOCAL);
        if (symbols.isEmpty()) {
            return Optional.empty();
        }
        if (random.nextInt(6) == 0) {
            return Optional.of(request(library, any(symbols, random), any(ANY, random), random, null));
        }
        Request last = null;
        for (int i = 0; i < TRIES && (last == null || !last.legal()); i++) {
            SymbolInfo symbol = any(symbols, random);
            Change change = Change.of(library, symbol).orElse(null);
            if (change != null && !change.wider().isEmpty()) {
                last = request(library, symbol, any(change.wider(), random), random, change);
            }
        }
        return Optional.ofNullable(last);
    }

    private static Request request(
            Library library, SymbolInfo symbol, String type, RandomGenerator random, @Nullable Change change) {
        Map<String, String> asked = new TreeMap<>(Map.of("symbol", subject(symbol, library), "type", type));
        if (random.nextInt(8) == 0) {
            asked.put("conversion", any(CONVERSIONS, random));
            return new Request("change-signature-type", asked, false, new Promise.Compiles());
        } else if (change == null) {
            return new Request("change-signature-type", asked, false, new Promise.Compiles());
        }
        Promise promise = change.promise(type);
        boolean legal = change.plain() && Attempt.succeeds(library, change.texts(library, type), promise);
        return new Request("change-signature-type", asked, legal, promise);
    }

    private static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    /// A variable by its place, a parameter by its name.
    private static String subject(SymbolInfo symbol, Library library) {
        String spelled = symbol.symbol();
        int at = spelled.lastIndexOf('@');
        if (symbol.kind() == SymbolKind.LOCAL) {
            LineIndex lines = LineIndex.of(String.valueOf(library.texts().get(symbol.path())));
            int start = Integer.parseInt(spelled.substring(at + 1));
            return symbol.path() + ":" + lines.line(start) + ":" + lines.column(start);
        }
        return symbol.kind() == SymbolKind.PARAMETER ? spelled.substring(0, at) : spelled;
    }

    /// Where the type is written, in everything that overrides one another.
    ///
    /// @param wider types that could be there instead
    /// @param methods all of them; none for a field or variable
    /// @param index of a parameter; -1 for anything else
    /// @param plain nothing but the uses speaks against another one
    /// @param constant its value is known where it is used
    private record Change(
            SymbolInfo symbol,
            WrittenType type,
            Map<String, List<Range>> places,
            List<String> wider,
            List<String> methods,
            int index,
            boolean plain,
            boolean constant) {
        static Optional<Change> of(Library library, SymbolInfo symbol) {
            WrittenType type = written(library, symbol).orElse(null);
            if (type == null) {
                return Optional.empty();
            }
            Family family = Family.of(library, symbol);
            Map<String, List<Range>> places = new TreeMap<>();
            boolean plain = family.plain() && !type.variables();
            for (SymbolInfo each : family.all()) {
                WrittenType there = written(library, each).orElse(null);
                String path = Objects.requireNonNull(each.path());
                if (there == null) {
                    plain = false;
                    continue;
                }
                places.computeIfAbsent(path, p -> new ArrayList<>()).add(there.range());
                plain &= alone(Objects.requireNonNull(library.texts().get(path)), each, there.range());
            }
            places.values().forEach(ranges -> ranges.sort(Comparator.reverseOrder()));
            String text = Objects.requireNonNull(library.texts().get(symbol.path()));
            boolean constant =
                    symbol.has("final") && text.substring(type.range().end()).matches("(?s)\\s+[\\w$]+\\s*=[^=].*");
            return Optional.of(new Change(
                    symbol,
                    type,
                    places,
                    WiderTypes.of(library, type),
                    family.methods(),
                    family.index(),
                    plain,
                    constant));
        }

        private static Optional<WrittenType> written(Library library, SymbolInfo symbol) {
            FileFacts facts = Objects.requireNonNull(library.facts().get(symbol.path()));
            String text = Objects.requireNonNull(library.texts().get(symbol.path()));
            return facts.occurrences().stream()
                    .filter(place -> place.symbol().equals(symbol.symbol())
                            && place.has(Role.DEFINITION)
                            && !place.has(Role.IMPLICIT))
                    .findFirst()
                    .flatMap(place -> WrittenType.before(text, place.range().start(), facts));
        }

        /// Whether a declaration has its type to itself, and the type does not decide what matches.
        private static boolean alone(String text, SymbolInfo symbol, Range type) {
            String behind = text.substring(type.end()).replaceFirst("(?s)^\\s*[\\w$]+\\s*", "");
            int end = behind.indexOf(';');
            boolean variable = symbol.kind() == SymbolKind.FIELD || symbol.kind() == SymbolKind.LOCAL;
            boolean shared = variable && behind.substring(0, Math.max(0, end)).contains(",");
            String before = text.substring(Math.max(0, type.start() - 100), type.start());
            return !shared && !behind.startsWith("[") && !TESTED.matcher(before).matches();
        }

        Promise promise(String wanted) {
            boolean exact = !WiderTypes.values(type.main()) && !WiderTypes.values(wanted) && !constant;
            String method = String.valueOf(symbol.container());
            String member = switch (symbol.kind()) {
                case FIELD, METHOD -> symbol.name();
                case PARAMETER -> method.substring(method.indexOf('#') + 1).replaceAll("\\(.*", "");
                default -> "";
            };
            return new Promise.Retyped(member, parameters(wanted), exact);
        }

        /// Of every method of the family, before and after.
        private Set<String> parameters(String wanted) {
            Set<String> parameters = new TreeSet<>();
            String erased = wanted.replaceAll("<.*>", "");
            for (String method : methods) {
                String list = method.substring(method.indexOf('(') + 1, method.length() - 1);
                List<String> names = new ArrayList<>(List.of(list.split(",", -1)));
                parameters.add(list);
                if (index >= 0 && index < names.size()) {
                    names.set(index, erased);
                    parameters.add(String.join(",", names));
                }
            }
            return parameters;
        }

        Map<String, String> texts(Library library, String wanted) {
            Map<String, String> texts = new TreeMap<>();
            places.forEach((path, ranges) -> {
                StringBuilder text = new StringBuilder(library.texts().get(path));
                ranges.forEach(range -> text.replace(range.start(), range.end(), wanted));
                texts.put(path, text.toString());
            });
            return texts;
        }
    }

    /// A method, or a parameter, in everything that overrides one another.
    ///
    /// @param plain it is all the library's own, and may have any type
    private record Family(List<SymbolInfo> all, List<String> methods, int index, boolean plain) {
        static Family of(Library library, SymbolInfo symbol) {
            boolean parameter = symbol.kind() == SymbolKind.PARAMETER;
            if (symbol.kind() != SymbolKind.METHOD && !parameter) {
                return new Family(List.of(symbol), List.of(), -1, true);
            }
            SymbolInfo method = parameter
                    ? library.graph().symbol(String.valueOf(symbol.container())).orElseThrow()
                    : symbol;
            List<SymbolInfo> methods = new ArrayList<>();
            boolean plain = true;
            for (String each : methods(library, method.symbol())) {
                SymbolInfo info = library.graph().symbol(each).orElse(null);
                if (info == null || info.path() == null) {
                    plain &= !parameter;
                    continue;
                }
                SymbolInfo type =
                        library.graph().symbol(String.valueOf(info.container())).orElseThrow();
                plain &= !info.has("native")
                        && !each.contains("#main(")
                        && type.kind() != SymbolKind.RECORD
                        && type.kind() != SymbolKind.ANNOTATION;
                methods.add(info);
            }
            List<String> spelled = methods.stream().map(SymbolInfo::symbol).toList();
            if (!parameter) {
                return new Family(methods, spelled, -1, plain);
            }
            int index = parameters(library, method).indexOf(symbol);
            List<SymbolInfo> all = new ArrayList<>();
            for (SymbolInfo each : methods) {
                List<SymbolInfo> parameters = parameters(library, each);
                if (index >= 0 && index < parameters.size()) {
                    all.add(parameters.get(index));
                }
            }
            return new Family(all, spelled, index, plain && all.size() == methods.size());
        }

        private static List<SymbolInfo> parameters(Library library, SymbolInfo method) {
            return Objects.requireNonNull(library.facts().get(method.path())).declared().stream()
                    .filter(each -> each.kind() == SymbolKind.PARAMETER
                            && method.symbol().equals(each.container()))
                    .sorted(Comparator.comparing(each -> Integer.valueOf(
                            each.symbol().substring(each.symbol().lastIndexOf('@') + 1))))
                    .toList();
        }

        private static Set<String> methods(Library library, String method) {
            List<Relation> relations = library.facts().values().stream()
                    .flatMap(file -> file.relations().stream())
                    .filter(relation -> relation.kind() == Relation.Kind.OVERRIDES)
                    .toList();
            Set<String> all = new TreeSet<>(Set.of(method));
            Deque<String> open = new ArrayDeque<>(all);
            while (!open.isEmpty()) {
                String each = open.remove();
                for (Relation relation : relations) {
                    boolean external = library.graph()
                            .symbol(each)
                            .map(info -> info.path() == null)
                            .orElse(true);
                    if (relation.from().equals(each) && all.add(relation.to())) {
                        open.add(relation.to());
                    } else if (!external && relation.to().equals(each) && all.add(relation.from())) {
                        open.add(relation.from());
                    }
                }
            }
            return all;
        }
    }
}
