package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the names of a template mean in a snapshot: of what is looked for exactly, of what is written
/// as far as it is known. Used for one template.
final class ApiResolver {
    private final GraphView graph;
    private final TypeHierarchy types;
    private final SymbolQuery query;
    private final Map<String, String> imports;
    private final Map<String, String> holes = new HashMap<>();
    private final Map<ApiCode, Set<String>> symbols = new HashMap<>();
    /// The type of what the anchor is called on; empty when it is called on nothing.
    private String object = "";

    ApiResolver(GraphView graph, TypeHierarchy types, Map<String, String> imports) {
        this.graph = graph;
        this.types = types;
        this.query = new SymbolQuery(graph, types);
        this.imports = imports;
    }

    private boolean isType(String name) {
        return types.info(name).filter(info -> info.kind().isType()).isPresent();
    }

    private ApiCode parsed(String which, String text) throws ApiParser.Fault {
        try {
            return ApiParser.parse(text, this::isType, imports);
        } catch (ApiParser.Fault e) {
            throw new ApiParser.Fault(
                    "The template `" + which + "`, \"" + text + "\", cannot be read: " + e.getMessage() + ".");
        }
    }

    ApiTemplate resolve(ApiLists.Entry entry) throws ApiParser.Fault {
        String beforeText = entry.before();
        String afterText = entry.after();
        ApiCode before = withReceivers(parsed("before", beforeText), true);
        for (ApiCode.Hole hole : before.holes()) {
            String other = hole.type().isEmpty() ? holes.get(hole.name()) : holes.put(hole.name(), hole.type());
            if (hole.type().isEmpty() && other == null) {
                throw new ApiParser.Fault("The hole {" + hole.name() + "} of `before` has no type: write {"
                        + hole.name() + ": com.acme.Foo}.");
            } else if (other != null && !hole.type().isEmpty() && !other.equals(hole.type())) {
                throw new ApiParser.Fault("The hole {" + hole.name() + "} has two types in `before`.");
            }
        }
        if (before.all().stream().anyMatch(ApiCode.Cast.class::isInstance)) {
            throw new ApiParser.Fault("\"" + beforeText + "\" has a cast: `after` may write one, none is looked for.");
        }
        ApiCode anchor = anchor(before);
        if (anchor == null) {
            throw new ApiParser.Fault("\"" + beforeText + "\" names no method, constructor or constant: there is"
                    + " nothing to find it by.");
        }
        for (ApiCode code : before.all()) {
            resolve(code);
        }
        if (anchor instanceof ApiCode.Member member && member.receiver() instanceof ApiCode.Hole hole) {
            object = holes.getOrDefault(hole.name(), "");
        }
        ApiCode after = typed(withReceivers(parsed("after", afterText), false), anchor);
        for (ApiCode.Hole hole : after.holes()) {
            if (!holes.containsKey(hole.name())) {
                throw new ApiParser.Fault("{" + hole.name() + "} of `after` is no hole of `before`.");
            }
        }
        Map<ApiCode, String> planned = new HashMap<>();
        after.all().forEach(code -> planned(code).ifPresent(symbol -> planned.put(code, symbol)));
        ApiTemplate template = new ApiTemplate(
                beforeText + " → " + afterText,
                entry.since(),
                before,
                after,
                anchor,
                symbols,
                planned,
                variable(anchor));
        List<ApiCode> written = new ArrayList<>(after.all());
        for (ApiCode code : after.all()) {
            ApiCode owned = owned(code, planned);
            planned(owned).ifPresent(symbol -> planned.putIfAbsent(owned, symbol));
            written.add(owned);
        }
        for (ApiCode code : written) {
            if (template.matches(before, code)) {
                throw ApiParser.Fault.endless(beforeText, afterText);
            }
        }
        return template;
    }

    /// A member given as `Type#name` that is not static is one of `{this}`.
    private ApiCode withReceivers(ApiCode code, boolean before) {
        return switch (code) {
            case ApiCode.Member member -> {
                List<ApiCode> arguments = member.arguments() == null
                        ? null
                        : member.arguments().stream()
                                .map(each -> withReceivers(each, before))
                                .toList();
                ApiCode receiver = member.receiver() == null ? null : withReceivers(member.receiver(), before);
                if (receiver == null && !isStatic(member, before)) {
                    receiver = new ApiCode.Hole(ApiCode.THIS, before ? member.owner() : "");
                }
                yield new ApiCode.Member(receiver, member.owner(), member.name(), arguments, member.parameters());
            }
            case ApiCode.New creation ->
                new ApiCode.New(
                        creation.type(),
                        creation.arguments().stream()
                                .map(each -> withReceivers(each, before))
                                .toList(),
                        creation.parameters());
            case ApiCode.Unary unary -> new ApiCode.Unary(unary.operator(), withReceivers(unary.operand(), before));
            case ApiCode.Cast cast -> new ApiCode.Cast(cast.type(), withReceivers(cast.operand(), before));
            case ApiCode.Binary binary ->
                new ApiCode.Binary(
                        withReceivers(binary.left(), before), binary.operator(), withReceivers(binary.right(), before));
            case ApiCode.Hole hole -> hole;
            case ApiCode.Literal literal -> literal;
            case ApiCode.ClassLiteral literal -> literal;
        };
    }

    /// As the graph knows it; a member it does not know is an object's when the template has an object
    /// of its type.
    private boolean isStatic(ApiCode.Member member, boolean before) {
        List<SymbolInfo> known = member.arguments() == null
                ? types.fields(member.owner(), member.name())
                : query.overloads(member.owner(), member.name());
        List<SymbolInfo> meant = known.stream()
                .filter(symbol -> SymbolSpelling.arity(symbol.symbol())
                        == (member.arguments() == null ? 0 : member.arguments().size()))
                .filter(symbol -> member.parameters() == null
                        || member.parameters()
                                .equals(SymbolSpelling.parameters(symbol.symbol())
                                        .orElse("")))
                .toList();
        if (!meant.isEmpty()) {
            return meant.stream().anyMatch(symbol -> symbol.has("static"));
        }
        return member.arguments() == null
                || !before && !types.withSupertypes(object).contains(member.owner());
    }

    private static @Nullable ApiCode anchor(ApiCode code) {
        return switch (code) {
            case ApiCode.Member member -> member;
            case ApiCode.New creation -> creation;
            case ApiCode.Unary unary -> anchor(unary.operand());
            case ApiCode.Binary binary -> {
                ApiCode left = anchor(binary.left());
                yield left == null ? anchor(binary.right()) : left;
            }
            case ApiCode.Cast cast -> null;
            case ApiCode.Hole hole -> null;
            case ApiCode.Literal literal -> null;
            case ApiCode.ClassLiteral literal -> null;
        };
    }

    private void resolve(ApiCode code) throws ApiParser.Fault {
        if (code instanceof ApiCode.Member member) {
            boolean named = member.receiver() == null || member.receiver() instanceof ApiCode.Hole;
            if (!named) {
                throw new ApiParser.Fault("\"" + member.name() + "\" of `before` is called on an expression: which"
                        + " method is meant is certain only of a hole or a type, as in {x: com.acme.Foo}."
                        + member.name() + "().");
            }
            String owner = owner(member);
            if (member.arguments() == null) {
                exists(owner, owner + "#" + member.name(), types.fields(owner, member.name()));
                symbols.put(code, Set.of(owner + "#" + member.name()));
            } else {
                symbols.put(code, family(callable(owner, member.name(), member.arguments(), member.parameters())));
            }
        } else if (code instanceof ApiCode.New creation) {
            symbols.put(code, Set.of(callable(creation.type(), "<init>", creation.arguments(), creation.parameters())));
        }
    }

    private String owner(ApiCode.Member member) {
        return member.receiver() instanceof ApiCode.Hole hole
                ? holes.getOrDefault(hole.name(), member.owner())
                : member.owner();
    }

    /// The spelling of a method or constructor, overload and all.
    private String callable(String owner, String name, List<ApiCode> arguments, @Nullable String parameters)
            throws ApiParser.Fault {
        List<SymbolInfo> overloads = query.overloads(owner, name);
        List<String> given = arguments.stream().map(this::typeOf).toList();
        String exact = owner + "#" + name + (parameters == null ? "(" + String.join(",", given) + ")" : parameters);
        if (!exact.contains("*")) {
            exists(owner, exact, overloads);
            return exact;
        }
        List<String> fitting = overloads.stream()
                .map(SymbolInfo::symbol)
                .filter(symbol -> fits(symbol, given))
                .toList();
        if (fitting.size() > 1) {
            throw new ApiParser.Fault("\"" + exact + "\" of `before` could mean " + String.join(" or ", fitting)
                    + ": write holes with types instead of what has no certain type.");
        }
        if (fitting.isEmpty()) {
            exists(owner, exact, List.of());
        }
        return fitting.isEmpty() ? exact : fitting.getFirst();
    }

    private boolean fits(String symbol, List<String> given) {
        String inside = SymbolSpelling.parameters(symbol).orElse("()");
        List<String> parameters = inside.equals("()")
                ? List.of()
                : List.of(inside.substring(1, inside.length() - 1).split(",", -1));
        boolean fits = parameters.size() == given.size();
        for (int i = 0; fits && i < given.size(); i++) {
            String type = given.get(i);
            fits = type.equals("*")
                    || type.equals(parameters.get(i))
                    || type.startsWith("*.") && parameters.get(i).endsWith(type.substring(1));
        }
        return fits;
    }

    /// The type of an argument, `*` when nothing is known of it, `*.Foo` when its package is not.
    private String typeOf(ApiCode code) {
        if (code instanceof ApiCode.Member member && member.arguments() == null && member.receiver() == null) {
            for (SymbolInfo field : types.fields(member.owner(), member.name())) {
                String[] words = field.signature().split(" ");
                String type = words.length < 2 ? "" : words[words.length - 2];
                if (type.matches("[\\w.]+")) {
                    return JavaTypes.isPrimitive(type) ? type : "*." + type;
                }
            }
        }
        return code instanceof ApiCode.Hole hole ? holes.getOrDefault(hole.name(), "*") : code.type();
    }

    /// What a type of the repository lacks is a mistake; of a library only what is used is known.
    private void exists(String owner, String symbol, List<SymbolInfo> known) throws ApiParser.Fault {
        boolean ours = types.info(owner).map(SymbolInfo::path).isPresent();
        if (ours && known.stream().noneMatch(each -> each.symbol().equals(symbol))) {
            SymbolQuery.Resolution found = query.resolve(symbol.replace("*", "?"));
            throw new ApiParser.Fault(
                    found instanceof SymbolQuery.Resolution.Refused refused
                            ? refused.conflict().message()
                            : owner + " declares no such member: " + symbol + ".",
                    "not-found",
                    symbol);
        }
    }

    private Set<String> family(String method) {
        Set<String> family = new TreeSet<>(Set.of(method));
        Deque<String> open = new ArrayDeque<>(family);
        while (!open.isEmpty()) {
            for (Relation relation : graph.relationsTo(Relation.Kind.OVERRIDES, List.of(open.remove()))) {
                if (family.add(relation.from())) {
                    open.add(relation.from());
                }
            }
        }
        return family;
    }

    /// With the types that `before` gives its holes.
    private ApiCode typed(ApiCode code, ApiCode anchor) {
        return switch (code) {
            case ApiCode.Hole hole -> {
                ApiCode receiver = anchor instanceof ApiCode.Member member ? member.receiver() : null;
                boolean renamed = hole.name().equals(ApiCode.THIS) && !holes.containsKey(ApiCode.THIS);
                String name = renamed && receiver instanceof ApiCode.Hole object ? object.name() : hole.name();
                yield new ApiCode.Hole(name, holes.getOrDefault(name, hole.type()));
            }
            case ApiCode.Member member -> {
                ApiCode receiver = member.receiver() == null ? null : typed(member.receiver(), anchor);
                boolean named = member.owner().isEmpty() && receiver instanceof ApiCode.Hole;
                yield new ApiCode.Member(
                        receiver,
                        named ? ((ApiCode.Hole) java.util.Objects.requireNonNull(receiver)).type() : member.owner(),
                        member.name(),
                        member.arguments() == null ? null : typed(member.arguments(), anchor),
                        member.parameters());
            }
            case ApiCode.New creation ->
                new ApiCode.New(creation.type(), typed(creation.arguments(), anchor), creation.parameters());
            case ApiCode.Unary unary -> new ApiCode.Unary(unary.operator(), typed(unary.operand(), anchor));
            case ApiCode.Cast cast -> new ApiCode.Cast(cast.type(), typed(cast.operand(), anchor));
            case ApiCode.Binary binary ->
                new ApiCode.Binary(typed(binary.left(), anchor), binary.operator(), typed(binary.right(), anchor));
            case ApiCode.Literal literal -> literal;
            case ApiCode.ClassLiteral literal -> literal;
        };
    }

    private List<ApiCode> typed(List<ApiCode> codes, ApiCode anchor) {
        List<ApiCode> typed = new ArrayList<>();
        codes.forEach(code -> typed.add(typed(code, anchor)));
        return typed;
    }

    /// What a name of `after` must mean: as the template says it, or as the graph knows it.
    private Optional<String> planned(ApiCode code) {
        return switch (code) {
            case ApiCode.Member member when member.owner().isEmpty() -> Optional.empty();
            case ApiCode.Member member
            when member.arguments() == null ->
                member.receiver() == null ? Optional.of(member.owner() + "#" + member.name()) : Optional.empty();
            case ApiCode.Member member -> known(member.owner(), member.name(), member.arguments(), member.parameters());
            case ApiCode.New creation -> known(creation.type(), "<init>", creation.arguments(), creation.parameters());
            case ApiCode.Hole hole -> Optional.empty();
            case ApiCode.Literal literal -> Optional.empty();
            case ApiCode.ClassLiteral literal -> Optional.empty();
            case ApiCode.Unary unary -> Optional.empty();
            case ApiCode.Cast cast -> Optional.empty();
            case ApiCode.Binary binary -> Optional.empty();
        };
    }

    private Optional<String> known(
            String owner, String name, @Nullable List<ApiCode> arguments, @Nullable String parameters) {
        if (parameters != null) {
            return Optional.of(owner + "#" + name + parameters);
        }
        List<String> given = arguments == null
                ? List.of()
                : arguments.stream().map(ApiCode::type).toList();
        String symbol = owner + "#" + name + "(" + String.join(",", given) + ")";
        return graph.symbol(symbol).map(SymbolInfo::symbol);
    }

    /// A call on an expression whose type is one `before` looks for members of, as that type's.
    private ApiCode owned(ApiCode code, Map<ApiCode, String> planned) {
        if (!(code instanceof ApiCode.Member member) || !member.owner().isEmpty()) {
            return code;
        }
        ApiCode receiver = member.receiver();
        if (receiver == null || receiver instanceof ApiCode.Hole) {
            return code;
        }
        String type = planned.containsKey(receiver)
                ? result(planned.get(receiver))
                : SymbolSpelling.simpleName(receiver.type());
        return symbols.values().stream()
                .flatMap(Set::stream)
                .map(SymbolSpelling::typeOf)
                .filter(owner -> SymbolSpelling.simpleName(owner).equals(type))
                .findFirst()
                .<ApiCode>map(owner ->
                        new ApiCode.Member(receiver, owner, member.name(), member.arguments(), member.parameters()))
                .orElse(code);
    }

    /// The simple name of the type that a member is declared with; empty when it is not known.
    private String result(@Nullable String symbol) {
        return Optional.ofNullable(symbol)
                .flatMap(graph::symbol)
                .map(SymbolInfo::signature)
                .map(text -> text.replaceAll("\\(.*", "").replaceAll("<.*>", ""))
                .map(head -> head.split(" "))
                .filter(words -> words.length > 1)
                .map(words -> SymbolSpelling.simpleName(words[words.length - 2]))
                .orElse("");
    }

    private boolean variable(ApiCode anchor) {
        Map<String, SymbolInfo> known = new TreeMap<>(graph.symbols(symbols.getOrDefault(anchor, Set.of())));
        return known.values().stream().anyMatch(symbol -> symbol.signature().contains("... "));
    }
}
