package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Strength;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.List;
import java.util.Set;

/// Reads what a script says of configurations: which extends which, and what they all exclude or force.
final class ConfigurationBlock {
    private static final Set<String> MAKES = Set.of("create", "register", "named", "getByName", "maybeCreate");
    private static final Set<String> ALL = Set.of("all", "configureEach", "matching", "whenObjectAdded");

    private final ScriptRun run;

    ConfigurationBlock(ScriptRun run) {
        this.run = run;
    }

    void follow(Statement statement) {
        if (statement.links().size() > 1) {
            configuration(statement.tail());
        } else if (statement.rest().size() > 2 && statement.rest().getFirst().is("all")) {
            // `configurations.all*.exclude` is a chain in front of a star.
            run.unclear(statement.line(), "what is said of configurations is not understood");
        } else {
            ScriptRun.inside(statement.block(), this::each);
        }
    }

    private void each(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            configuration(statement);
        }
    }

    private void configuration(Statement statement) {
        Link first = statement.links().isEmpty() ? null : statement.links().getFirst();
        if (first == null) {
            return;
        }
        String name = first.name();
        if (MAKES.contains(name) && first.arguments() != null) {
            name = run.expressions.text(first.arguments().nodes());
        } else if (name.equals("val") || name.equals("def")) {
            name = !statement.rest().isEmpty() && statement.rest().getFirst() instanceof Word(String word, int _)
                    ? word
                    : "";
        }
        if (!ALL.contains(name)) {
            run.project.ownConfigurations.add(name);
        }
        List<Node> rest = statement.rest();
        int star = rest.size() > 2 && rest.getFirst().is('*') && rest.get(1).is('.') ? 2 : -1;
        if (star > 0) {
            rule(name, Statement.parse(rest.subList(star, rest.size())));
        } else if (statement.links().size() > 1) {
            rule(name, statement.tail());
        }
        String owner = name;
        ScriptRun.inside(statement.block(), nodes -> Statement.of(nodes).forEach(inner -> rule(owner, inner)));
    }

    private void rule(String name, Statement rule) {
        switch (rule.head()) {
            case "extendsFrom" ->
                Statement.split(rule.arguments()).forEach(part -> {
                    String parent = lastName(part);
                    if (parent.isEmpty()) {
                        run.unclear(rule.line(), "the configuration that is extended is not named literally");
                    } else {
                        run.project.inherit(name, parent);
                    }
                });
            case "exclude" -> {
                String exclusion = Details.exclusion(rule.arguments(), run.expressions);
                if (exclusion.equals("*:*")) {
                    run.unclear(rule.line(), "what is excluded is not literal");
                } else if (ALL.contains(name) || Configurations.use(name).isPresent()) {
                    run.project.exclusions.add(exclusion);
                }
            }
            case "resolutionStrategy" -> {
                if (rule.links().size() > 1) {
                    strategy(rule.tail());
                }
                ScriptRun.inside(rule.block(), nodes -> Statement.of(nodes).forEach(this::strategy));
            }
            default -> {}
        }
    }

    private void strategy(Statement rule) {
        switch (rule.head()) {
            case "force" -> {
                List<String> forced = run.expressions.value(rule.arguments()).texts();
                if (forced.isEmpty()) {
                    forced = Statement.split(rule.arguments()).stream()
                            .flatMap(part -> run.expressions.value(part).texts().stream())
                            .toList();
                }
                for (String written : forced) {
                    Coordinates coordinates = Coordinates.parse(written);
                    if (coordinates != null) {
                        run.project.constrain(new Constraint.Version(
                                coordinates.group(), coordinates.artifact(), coordinates.version(), Strength.ENFORCED));
                    }
                }
                if (forced.isEmpty()) {
                    run.unclear(rule.line(), "the version that is forced is not literal");
                }
            }
            case "eachDependency", "dependencySubstitution", "componentSelection", "capabilitiesResolution" ->
                run.unclear(rule.line(), rule.head() + " is not followed");
            default -> {}
        }
    }

    /// `configurations.x`, `x`, `configurations["x"]`.
    private String lastName(List<Node> part) {
        return switch (part.getLast()) {
            case Word(String word, int _) -> word;
            case Text text -> run.expressions.text(List.of(text));
            case Node.Group group -> group.nodes().isEmpty() ? "" : run.expressions.text(group.nodes());
            case Node.Sign _, Node.Break _ -> "";
        };
    }
}
