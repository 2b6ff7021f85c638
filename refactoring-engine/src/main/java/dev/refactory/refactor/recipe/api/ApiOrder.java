package dev.refactory.refactor.recipe.api;

import dev.refactory.refactor.recipe.api.ApiFile.Effect;
import dev.refactory.refactor.recipe.api.ApiMatcher.Outcome;
import dev.refactory.refactor.recipe.source.Expressions.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether what stands for the holes of a template is evaluated afterwards as before: each once and in
/// the same order, unless that makes no difference.
final class ApiOrder {
    private static final String KIND = "evaluation-order";

    private final ApiFile file;
    private final Outcome.Match match;

    ApiOrder(ApiFile file, Outcome.Match match) {
        this.file = file;
        this.match = match;
    }

    Outcome.@Nullable Fault fault() {
        for (Span dropped : match.dropped()) {
            if (file.effect(dropped) == Effect.ANY) {
                return fault(dropped, "would not be evaluated any more");
            }
        }
        ApiTemplate template = match.template();
        Set<String> before = new LinkedHashSet<>();
        template.before().holes().forEach(hole -> before.add(hole.name()));
        List<String> after =
                template.after().holes().stream().map(ApiCode.Hole::name).toList();
        Set<String> perhaps = new LinkedHashSet<>();
        perhaps(template.after(), false, perhaps);
        List<String> then = after.stream().filter(this::matters).toList();
        List<String> first = before.stream()
                .filter(hole -> matters(hole) && (then.contains(hole) || effect(hole) == Effect.ANY))
                .toList();
        for (String hole : first) {
            Span span = match.bound().get(hole);
            if (span == null || effect(hole) != Effect.ANY) {
                continue;
            }
            long times = then.stream().filter(hole::equals).count();
            if (times == 0) {
                return fault(span, "would not be evaluated any more");
            } else if (times > 1) {
                return fault(span, "would be evaluated " + times + " times");
            } else if (perhaps.contains(hole)) {
                return fault(span, "would not always be evaluated");
            } else if (!around(first, hole).equals(around(then, hole))) {
                return fault(span, "would be evaluated in another order");
            }
        }
        return null;
    }

    /// What is evaluated before something, and what after it.
    private static List<Set<String>> around(List<String> order, String hole) {
        int at = order.indexOf(hole);
        List<Set<String>> around = new ArrayList<>();
        around.add(Set.copyOf(new LinkedHashSet<>(order.subList(0, at))));
        around.add(Set.copyOf(new LinkedHashSet<>(order.subList(at + 1, order.size()))));
        return around;
    }

    private boolean matters(String hole) {
        return effect(hole) != Effect.CONSTANT;
    }

    private Effect effect(String hole) {
        Span span = match.bound().get(hole);
        return span == null ? Effect.CONSTANT : file.effect(span);
    }

    private static void perhaps(ApiCode code, boolean conditional, Set<String> found) {
        if (code instanceof ApiCode.Hole hole && conditional) {
            found.add(hole.name());
        } else if (code instanceof ApiCode.Binary binary) {
            boolean lazy = binary.operator().equals("&&") || binary.operator().equals("||");
            perhaps(binary.left(), conditional, found);
            perhaps(binary.right(), conditional || lazy, found);
        } else {
            code.parts().forEach(part -> perhaps(part, conditional, found));
        }
    }

    private Outcome.Fault fault(Span span, String what) {
        return new Outcome.Fault(
                KIND,
                "cannot be replaced here: \"" + file.text(span) + "\" may do something, and " + what
                        + ". Put it into a variable first");
    }
}
