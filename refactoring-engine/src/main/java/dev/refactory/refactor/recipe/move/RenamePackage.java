package dev.refactory.refactor.recipe.move;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Renames a package in every source root, with its files and everything that names it; on request
/// its subpackages too. What else lies in its folders, and in those of the resources beside its
/// sources, moves along. Refuses early where it can say why; the comparison of bindings after the edit
/// decides.
@AutoService(Recipe.class)
public final class RenamePackage implements Recipe {
    static final String RECIPE = "rename-package";
    private static final String RENAME = "(rename|change the name of) [the] package {package}";
    private static final String TO = "(to|as|into) {newName}";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            4,
            RECIPE,
            "Renames a package with its files, everything that names it, and the resources beside it.",
            false,
            List.of(
                    new Parameter("package", Form.PACKAGE, "a package, for example com.acme.util", true),
                    new Parameter("newName", Form.PACKAGE, "its new name in full, for example com.acme.text", true),
                    new Parameter(
                            "recursive",
                            Form.FLAG,
                            "true to rename its subpackages with it; false if left out",
                            false)),
            List.of(
                    new Phrase(RENAME + " " + TO, "Rename package com.acme.util to com.acme.text"),
                    new Phrase(
                            RENAME + " (with|and) [all] [of] [its] (subpackages|sub-packages) " + TO,
                            Map.of("recursive", "true"),
                            "Rename package com.acme.util with its subpackages to com.acme.text")));
    private static final Set<FileProblem.Kind> BROKEN =
            Set.of(FileProblem.Kind.SYNTAX_ERROR, FileProblem.Kind.ANALYSIS_CRASHED, FileProblem.Kind.NOT_UTF8);

    private static final Set<SymbolKind> TYPES =
            Set.of(SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD, SymbolKind.ANNOTATION);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String name = parameters.getOrDefault("package", "").strip();
        String newName = parameters.getOrDefault("newName", "").strip();
        boolean recursive = parameters.getOrDefault("recursive", "false").equals("true");
        Map<String, String> understood =
                Map.of("package", name, "newName", newName, "recursive", String.valueOf(recursive));
        String fault = MovePlan.fault(newName).orElse(null);
        if (fault != null) {
            return refused("invalid-name", name, fault + ": give a package name Java accepts, in full.");
        }
        if (name.equals(newName)) {
            return MovePlan.noChange(RECIPE, understood, name + " has that name already.");
        }
        SortedMap<String, String> packages = new TreeMap<>(Map.of(name, newName));
        if (recursive) {
            // A library may have packages below it, too: those stay.
            graph.mentioned(List.of(SymbolKind.PACKAGE), name + ".").stream()
                    .filter(below -> !files(graph, Set.of(below)).isEmpty())
                    .forEach(below -> packages.put(below, newName + below.substring(name.length())));
        }
        Set<String> paths = files(graph, packages.keySet());
        boolean there = newName.startsWith(name + ".")
                && packages.keySet().stream()
                        .filter(each -> !(each + ".").startsWith(newName + "."))
                        .allMatch(each -> files(graph, Set.of(each)).isEmpty());
        if (there && !paths.isEmpty()) {
            return MovePlan.noChange(RECIPE, understood, "all of " + name + " is in " + newName + ".");
        }
        if (paths.isEmpty()) {
            return declares(graph, newName, recursive)
                    ? MovePlan.noChange(RECIPE, understood, "there is no package " + name + ", and " + newName + " is.")
                    : refused(graph.symbol(name).orElse(null), name);
        }
        return plan(graph, sources, packages, paths, understood);
    }

    private static PlanOutcome refused(@Nullable SymbolInfo known, String name) {
        if (known == null) {
            return refused("not-found", name, "There is no package " + name + " in this repository.");
        }
        return known.kind() == SymbolKind.PACKAGE
                ? refused(
                        "external-symbol",
                        name,
                        "No file of this repository is in package " + name + ": it cannot be"
                                + " renamed here. With recursive, its subpackages are.")
                : refused("invalid-selection", name, name + " is not a package: rename-package renames packages.");
    }

    /// @param below whether a package below it is enough
    private static boolean declares(GraphView graph, String name, boolean below) {
        return !files(graph, Set.of(name)).isEmpty()
                || graph.declared(TYPES, name + ".").stream()
                        .anyMatch(type -> below || DottedName.qualifier(type).equals(name));
    }

    /// The files of packages, those without a type included.
    private static Set<String> files(GraphView graph, Set<String> packages) {
        Set<String> paths = new TreeSet<>();
        graph.occurrencesOf(packages).forEach((path, places) -> {
            if (places.stream().anyMatch(place -> place.has(Role.DEFINITION))) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static PlanOutcome plan(
            GraphView graph,
            Sources sources,
            SortedMap<String, String> packages,
            Set<String> paths,
            Map<String, String> understood) {
        List<Conflict> conflicts = new ArrayList<>();
        SortedMap<String, String> files = new TreeMap<>();
        SortedMap<String, String> types = new TreeMap<>();
        SortedMap<String, String> folders = new TreeMap<>();
        graph.occurrencesOf(packages.keySet())
                .forEach((path, places) -> places.stream()
                        .filter(place -> place.has(Role.DEFINITION))
                        .forEach(place -> {
                            String target = String.valueOf(packages.get(place.symbol()));
                            Range folder = MovePlan.folders(path, place.symbol());
                            if (folder == null) {
                                int line =
                                        sources.text(path).lineOf(place.range().start());
                                conflicts.add(new Conflict(
                                        "invalid-selection",
                                        place.symbol(),
                                        path,
                                        line,
                                        path + " is not in the folders of package " + place.symbol()
                                                + ": where it belongs"
                                                + " afterwards is not known. Put the file where its package says"
                                                + " first."));
                            } else {
                                files.put(path, MovePlan.moved(path, folder, target));
                                folders.put(
                                        path.substring(0, folder.end()),
                                        MovePlan.moved(path.substring(0, folder.end()), folder, target));
                            }
                        }));
        graph.declaredIn(paths)
                .forEach((path, declared) -> declared.forEach(symbol -> {
                    String target = packages.get(DottedName.qualifier(symbol.symbol()));
                    boolean declares = symbol.kind().isType() && symbol.path() != null;
                    if (target != null && declares && !symbol.name().startsWith("local$")) {
                        types.put(symbol.symbol(), DottedName.of(target, symbol.name()));
                    }
                }));
        MovedTypes moved = MovedTypes.of(graph, RECIPE, types, packages, files);
        SortedMap<String, String> resources = resources(graph, folders, files);
        chained(conflicts, files, resources);
        split(graph, packages, conflicts);
        broken(graph, sources, packages, conflicts);
        return conflicts.isEmpty()
                ? new MovePlan(graph, sources, moved)
                        .plan(
                                understood,
                                resources,
                                conflicts,
                                List.of(),
                                "Rename package " + understood.get("package") + " to " + understood.get("newName"))
                : MovePlan.refused(conflicts);
    }

    /// What else is in the folders, and in the same ones of `resources` beside `java`.
    private static SortedMap<String, String> resources(
            GraphView graph, SortedMap<String, String> folders, SortedMap<String, String> files) {
        SortedMap<String, String> all = new TreeMap<>(folders);
        folders.forEach((from, to) -> {
            String beside = from.replaceFirst("(^|/)src/([^/]+)/java/", "$1src/$2/resources/");
            all.putIfAbsent(beside, to.replaceFirst("(^|/)src/([^/]+)/java/", "$1src/$2/resources/"));
        });
        SortedMap<String, String> resources = new TreeMap<>();
        for (FileInfo file : graph.files()) {
            int name = file.path().lastIndexOf('/') + 1;
            String to = all.get(file.path().substring(0, name));
            if (to != null && !files.containsKey(file.path()) && !file.isJava()) {
                resources.put(file.path(), to + file.path().substring(name));
            }
        }
        return resources;
    }

    /// A file that comes where one of the others leaves.
    private static void chained(
            List<Conflict> conflicts, SortedMap<String, String> files, SortedMap<String, String> resources) {
        SortedMap<String, String> all = new TreeMap<>(files);
        all.putAll(resources);
        all.forEach((from, to) -> {
            if (all.containsKey(to)) {
                conflicts.add(new Conflict(
                        "name-clash",
                        from,
                        to,
                        0,
                        from + " would come where " + to
                                + " is, which moves too: rename in two steps, by another name."));
            }
        });
    }

    /// Packages that a library has types of, too: those stay, and what both see of each other would end.
    private static void split(GraphView graph, SortedMap<String, String> packages, List<Conflict> conflicts) {
        for (String name : packages.keySet()) {
            graph.mentioned(TYPES, name + ".").stream()
                    .filter(type -> DottedName.qualifier(type).equals(name))
                    .findFirst()
                    .ifPresent(type -> conflicts.add(new Conflict(
                            "external-symbol",
                            type,
                            "",
                            0,
                            "A library has types of package " + name + ", too, such as " + type
                                    + ": they would stay. Move the types of this repository with move-type.")));
        }
    }

    private static void broken(
            GraphView graph, Sources sources, SortedMap<String, String> packages, List<Conflict> conflicts) {
        for (FileInfo file : graph.files()) {
            boolean broken =
                    file.isJava() && file.problems().stream().anyMatch(problem -> BROKEN.contains(problem.kind()));
            String text = broken ? sources.text(file.path()).text() : "";
            for (String name : packages.keySet()) {
                int at = text.indexOf(name + ".");
                if (at >= 0) {
                    int line = sources.text(file.path()).lineOf(at);
                    conflicts.add(new Conflict(
                            "unresolved",
                            name,
                            file.path(),
                            line,
                            file.path() + ":" + line + ": this file could not be analysed whole, and it writes " + name
                                    + ". Make it compile, or exclude the file in .sparkignore."));
                }
            }
        }
    }

    private static PlanOutcome refused(String kind, String symbol, String message) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, message)));
    }
}
