package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.repository.IndexedPlaces.Place;
import dev.refactory.api.submit.Query;
import dev.refactory.graph.algorithm.Neighbourhood;
import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.Neighbourhood.View;
import dev.refactory.graph.algorithm.NeighbourhoodWalk;
import dev.refactory.graph.algorithm.ViewWalk;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SymbolSearch;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A look into a repository's graph: its symbols by name, what surrounds one, and a search over names of symbols and
/// files. Always of one indexed commit, which the answer names.
public final class GraphEndpoints {
    private static final Set<SymbolKind> TYPES =
            Arrays.stream(SymbolKind.values()).filter(SymbolKind::isType).collect(Collectors.toUnmodifiableSet());

    private final IndexedPlaces places;
    private final GraphStore graphs;

    public GraphEndpoints(RepositoryService repositories, GraphStore graphs) {
        this.places = new IndexedPlaces(repositories);
        this.graphs = graphs;
    }

    /// `GET /v2/repositories/{repository_id}/symbols`
    public Reply symbols(RoutingContext context) {
        Query query = query(context, "q", "kind", "limit");
        String text = query.required("q", Limits.QUERY_CHARACTERS);
        Set<SymbolKind> kinds = query.value("kind", GraphEndpoints::kinds, "one of " + kindNames());
        int limit = query.number("limit", Limits.SYMBOLS_DEFAULT, 1, Limits.SYMBOLS_MAX);
        Place at = places.place(context, query);
        SymbolSearch search = new SymbolSearch(text, kinds == null ? Set.of() : kinds, limit + 1);
        List<SymbolInfo> found = graphs.search(TenantId.DEFAULT, at.commit().snapshotId(), search);
        ObjectNode json = at.head("list");
        ArrayNode data = json.putArray("data");
        found.stream().limit(limit).forEach(symbol -> data.add(RepositoryJson.of(symbol)));
        return reply(json.put("has_more", found.size() > limit));
    }

    /// `GET /v2/repositories/{repository_id}/search`
    public Reply search(RoutingContext context) {
        Query query = query(context, "q", "limit");
        String text = query.required("q", Limits.QUERY_CHARACTERS);
        int limit = query.number("limit", Limits.SYMBOLS_DEFAULT, 1, Limits.SYMBOLS_MAX);
        Place at = places.place(context, query);
        List<SymbolInfo> symbols =
                graphs.search(TenantId.DEFAULT, at.commit().snapshotId(), new SymbolSearch(text, Set.of(), limit + 1));
        List<FileInfo> files = files(at, text, limit + 1);
        ObjectNode json = at.head("search_result");
        ArrayNode symbolData = json.putArray("symbols");
        symbols.stream().limit(limit).forEach(symbol -> symbolData.add(RepositoryJson.of(symbol)));
        ArrayNode fileData = json.putArray("files");
        files.stream().limit(limit).forEach(file -> fileData.add(RepositoryJson.of(file)));
        return reply(json.put("has_more", symbols.size() > limit || files.size() > limit));
    }

    /// By the file's own name before its directories, then by path.
    private List<FileInfo> files(Place at, String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return graphs.view(TenantId.DEFAULT, at.commit().snapshotId()).files().stream()
                .filter(file -> file.path().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing((FileInfo file) -> !nameOf(file).contains(wanted))
                        .thenComparing(FileInfo::path))
                .limit(limit)
                .toList();
    }

    private static String nameOf(FileInfo file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /// `GET /v2/repositories/{repository_id}/graph`
    public Reply graph(RoutingContext context) {
        Query query = query(context, "symbol", "view", "depth", "direction", "limit");
        String symbol = query.required("symbol", Limits.PARAMETER_CHARACTERS);
        View asked = query.value("view", name -> named(View.values(), name), names(View.values()));
        View view = asked == null ? View.NEIGHBOURS : asked;
        int depth = query.number("depth", usualDepth(view), 1, Limits.GRAPH_DEPTH_MAX);
        int limit = query.number("limit", Limits.GRAPH_NODES_DEFAULT, 1, Limits.GRAPH_NODES_MAX);
        Direction direction =
                query.value("direction", name -> named(Direction.values(), name), names(Direction.values()));
        if (direction != null && view != View.NEIGHBOURS) {
            query.fault("direction", "Only the view neighbours has directions: give one of direction and view.");
        }
        Place at = places.place(context, query);
        GraphView graph = graphs.view(TenantId.DEFAULT, at.commit().snapshotId());
        Neighbourhood found = (view == View.NEIGHBOURS
                        ? NeighbourhoodWalk.of(
                                graph, symbol, depth, direction == null ? Direction.BOTH : direction, limit)
                        : ViewWalk.of(graph, symbol, view, depth, limit))
                .orElseThrow(() -> unknownSymbol(at, symbol));
        ObjectNode json = at.head("graph").put("symbol", symbol).put("view", RepositoryJson.name(view));
        ArrayNode nodes = json.putArray("nodes");
        found.nodes().forEach(node -> nodes.add(RepositoryJson.of(node)));
        ArrayNode edges = json.putArray("edges");
        found.edges().forEach(edge -> edges.add(RepositoryJson.of(edge)));
        return reply(json.put("truncated", found.truncated()));
    }

    private RefactoryException unknownSymbol(Place at, String symbol) {
        String shown = symbol.length() > 200 ? symbol.substring(0, 200) + "…" : symbol;
        String name = symbol.replaceAll("\\(.*", "");
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#')) + 1);
        String hint = simple.isEmpty()
                ? ""
                : graphs
                        .search(TenantId.DEFAULT, at.commit().snapshotId(), new SymbolSearch(simple, Set.of(), 3))
                        .stream()
                        .map(SymbolInfo::symbol)
                        .collect(Collectors.joining(", ", " (did you mean ", "?)"))
                        .replace(" (did you mean ?)", "");
        return new RefactoryException(
                ErrorCode.SYMBOL_NOT_FOUND,
                "symbol",
                "There is no symbol '" + shown + "' in commit " + at.commit().commitId() + hint
                        + ": GET /v2/repositories/" + at.repository().repositoryId() + "/symbols?q= finds spellings.");
    }

    private static Query query(RoutingContext context, String... known) {
        Set<String> names = new TreeSet<>(List.of(known));
        names.add("source");
        return IndexedPlaces.query(context, names.toArray(String[]::new));
    }

    private static Optional<Set<SymbolKind>> kinds(String name) {
        if (name.equals("type")) {
            return Optional.of(TYPES);
        }
        return Arrays.stream(SymbolKind.values())
                .filter(kind -> !kind.isLocal() && RepositoryJson.name(kind).equals(name))
                .findFirst()
                .map(Set::of);
    }

    private static String kindNames() {
        return Arrays.stream(SymbolKind.values())
                .filter(kind -> !kind.isLocal() && kind != SymbolKind.UNRESOLVED)
                .map(RepositoryJson::name)
                .collect(Collectors.joining(", ", "type, ", ""));
    }

    /// A type has few types above it, and a change is felt three steps away.
    private static int usualDepth(View view) {
        return switch (view) {
            case NEIGHBOURS -> 1;
            case CALLERS, CALLEES -> 2;
            case IMPACT -> 3;
            case HIERARCHY, OVERRIDES -> Limits.GRAPH_DEPTH_MAX;
        };
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(known -> RepositoryJson.name(known).equals(name))
                .findFirst();
    }

    private static String names(Enum<?>[] values) {
        String all = Arrays.stream(values).map(RepositoryJson::name).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }

    private static Reply reply(ObjectNode json) {
        return Reply.json(200, json).with("Cache-Control", "private, no-cache");
    }
}
