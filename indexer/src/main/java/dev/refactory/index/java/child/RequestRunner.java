package dev.refactory.index.java.child;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Range;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Group;
import dev.refactory.index.java.wire.TypeNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Answers for shares of one group of a request: runs the compiler once for all files that stand
/// for their types' names, once more for each that does not (the same type in two modules or
/// source roots).
final class RequestRunner {
    private final AttributeRequest request;
    private final Group group;
    private final Map<Integer, Placed> files;
    /// Which file stands for each type name.
    private final Map<String, Placed> owners;
    private final Platforms platforms;
    private final Headers headers;
    private final Position position;

    /// @param files of the group and those they see, by index
    RequestRunner(
            AttributeRequest request,
            Group group,
            Map<Integer, Placed> files,
            Platforms platforms,
            Headers headers,
            Position position) {
        this.request = request;
        this.group = group;
        this.files = files;
        this.owners = owners(files.values());
        this.platforms = platforms;
        this.headers = headers;
        this.position = position;
    }

    /// A file of the request and what it is listed under.
    record Placed(int index, String path, TypeNames names) {}

    /// Hands out the facts of every input, in any order.
    ///
    /// @param inputs some of the group's files
    void run(List<Input> inputs, Analysis.Answers answers) {
        List<Input> together = new ArrayList<>();
        List<Input> apart = new ArrayList<>();
        List<Input> modules = new ArrayList<>();
        for (Input input : inputs) {
            if (input.isModule()) {
                modules.add(input);
            } else if (shadowedBy(placed(input)) == null) {
                together.add(input);
            } else {
                apart.add(input);
            }
        }
        if (!together.isEmpty() || !modules.isEmpty()) {
            analysis(owners, together).run(together, modules, answers);
        }
        for (Input one : apart) {
            Placed own = placed(one);
            Map<String, Placed> here = new TreeMap<>(owners);
            names(own).forEach(name -> here.put(name, own));
            List<Input> alone = List.of(one);
            analysis(here, alone).run(alone, List.of(), (input, answer) -> {
                FileFacts facts = withDuplicate(answer.facts(), own);
                answers.take(input, new Answer(facts, answer.leftOut(), answer.outline()));
            });
        }
    }

    private Placed placed(Input input) {
        return Objects.requireNonNull(files.get(input.index()));
    }

    private Analysis analysis(Map<String, Placed> owners, List<Input> inputs) {
        RepositoryFiles visible = new RepositoryFiles(
                platforms.classpath(group.release(), group.classpath()), platforms.platform(group.release()));
        Set<String> attributed = new HashSet<>();
        inputs.forEach(input -> attributed.add(input.path()));
        owners.forEach((name, placed) -> {
            if (!attributed.contains(placed.path()) && !name.endsWith("package-info")) {
                String packageName = placed.names().packageName();
                visible.add(
                        placed.path(), packageName, simpleName(packageName, name), () -> headers.text(placed.index()));
            }
        });
        return new Analysis(visible, request, group.release(), headers.syntax(), position);
    }

    private static String simpleName(String packageName, String name) {
        return packageName.isEmpty() ? name : name.substring(packageName.length() + 1);
    }

    /// Of several files with a type of the same name, the first by path stands for it.
    private static Map<String, Placed> owners(Collection<Placed> files) {
        Map<String, Placed> owners = new TreeMap<>();
        for (Placed placed : files) {
            for (String name : names(placed)) {
                owners.merge(name, placed, (a, b) -> a.path().compareTo(b.path()) <= 0 ? a : b);
            }
        }
        return owners;
    }

    private static List<String> names(Placed placed) {
        String packageName = placed.names().packageName();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        List<String> names = new ArrayList<>();
        placed.names().types().forEach(type -> names.add(prefix + type));
        boolean packageInfo =
                placed.path().equals("package-info.java") || placed.path().endsWith("/package-info.java");
        if (packageInfo) {
            names.add(prefix + "package-info");
        }
        return names;
    }

    private @Nullable Placed shadowedBy(Placed own) {
        for (String name : names(own)) {
            Placed owner = owners.get(name);
            if (owner != null && !owner.path().equals(own.path())) {
                return owner;
            }
        }
        return null;
    }

    /// The same words the compiler has for two types of one name.
    private FileFacts withDuplicate(FileFacts facts, Placed own) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (String name : names(own)) {
            Placed owner = owners.get(name);
            if (owner != null && !owner.path().equals(own.path()) && !name.endsWith("package-info")) {
                Range place = facts.occurrences().stream()
                        .filter(occurrence -> occurrence.symbol().equals(name))
                        .map(occurrence -> occurrence.range())
                        .findFirst()
                        .orElse(new Range(0, 0));
                diagnostics.add(new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "compiler.err.duplicate.class",
                        "duplicate class: " + name + ", also in " + owner.path(),
                        0,
                        place.start()));
            }
        }
        diagnostics.addAll(facts.diagnostics());
        diagnostics.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return new FileFacts(
                facts.path(),
                facts.blobId(),
                facts.language(),
                facts.lines(),
                facts.declared(),
                facts.occurrences(),
                facts.relations(),
                diagnostics,
                facts.problems());
    }
}
