package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The canonical constructor of a record (JLS 8.10.4), compact or not: its parameters are the components, by type and
/// name, in their order.
public final class CanonicalConstructor {
    private CanonicalConstructor() {}

    /// @param constructor of any type
    public static boolean is(GraphView graph, SymbolInfo constructor) {
        return graph.symbol(String.valueOf(constructor.container()))
                .filter(type -> type.kind() == SymbolKind.RECORD)
                .filter(type -> components(graph, type).equals(parameters(constructor.signature())))
                .isPresent();
    }

    private static List<String> components(GraphView graph, SymbolInfo type) {
        Map<String, String> written = new HashMap<>();
        for (SymbolInfo member : graph.membersOf(type.symbol())) {
            if (member.kind() == SymbolKind.RECORD_COMPONENT) {
                written.put(member.symbol(), spelled(member.signature().replace("private final ", "")));
            }
        }
        return graph.occurrencesIn(String.valueOf(type.path())).stream()
                .filter(place -> place.has(Role.DEFINITION) && written.containsKey(place.symbol()))
                .sorted()
                .map(place -> written.getOrDefault(place.symbol(), ""))
                .distinct()
                .toList();
    }

    private static List<String> parameters(String signature) {
        List<String> parameters = new ArrayList<>();
        int angles = 0;
        int from = signature.indexOf('(') + 1;
        int close = signature.lastIndexOf(')');
        for (int i = from; i <= close; i++) {
            char c = signature.charAt(i);
            angles += c == '<' ? 1 : c == '>' ? -1 : 0;
            if ((c == ',' || i == close) && angles == 0) {
                parameters.add(spelled(signature.substring(from, i).strip()));
                from = i + 1;
            }
        }
        parameters.remove("");
        return parameters;
    }

    /// The last component may be of any number.
    private static String spelled(String parameter) {
        return parameter.replace("...", "[]");
    }
}
