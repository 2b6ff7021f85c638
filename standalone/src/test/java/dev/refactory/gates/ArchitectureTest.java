package dev.refactory.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The tables of ARCHITECTURE.md, held against the compiled classes.
class ArchitectureTest {
    private static final Map<String, List<JavaClass>> CLASSES_BY_MODULE = new TreeMap<>();

    private record Module(String name, String root, List<String> uses) {}

    @BeforeAll
    static void importClasses() {
        for (Module module : modules()) {
            Path classes = Project.ROOT.resolve(module.name()).resolve("target/classes");
            assertThat(Files.isDirectory(classes))
                    .as("%s is compiled: run the whole build, not one module", module.name())
                    .isTrue();
            JavaClasses imported = new ClassFileImporter().importPath(classes);
            CLASSES_BY_MODULE.put(module.name(), imported.stream().toList());
        }
    }

    @Test
    void everyModuleLivesBelowItsRootPackage() {
        for (Module module : modules()) {
            assertThat(CLASSES_BY_MODULE.get(module.name()))
                    .as(module.name())
                    .isNotEmpty()
                    .allSatisfy(type -> assertThat(type.getPackageName()).startsWith(module.root()));
        }
    }

    @Test
    void modulesUseOnlyWhatTheirRowAllows() {
        assertThat(modulesMisused(modules())).isEmpty();
    }

    @Test
    void aForbiddenDependencyWouldBeNoticed() {
        List<Module> stricter = modules().stream()
                .map(module -> module.name().equals("worker")
                        ? new Module("worker", module.root(), List.of("service-kit"))
                        : module)
                .toList();
        assertThat(modulesMisused(stricter)).isNotEmpty();
    }

    @Test
    void theEngineSeesOnlyModelAndAlgorithmsOfTheGraph() {
        assertThat(uses("refactoring-engine", "dev.refactory.graph."))
                .allSatisfy(name -> assertThat(name).matches("dev\\.refactory\\.graph\\.(model|algorithm)\\..*"));
    }

    @Test
    void aPackageOfRecipesUsesOnlyThoseAboveIt() {
        List<String> packages = packagesOfRecipes();
        assertThat(usesBelow(packages)).isEmpty();
        assertThat(usesBelow(packages.reversed())).as("the other way up").isNotEmpty();
        assertThat(CLASSES_BY_MODULE.get("refactoring-engine").stream().map(JavaClass::getPackageName))
                .filteredOn(name -> name.startsWith("dev.refactory.refactor.recipe"))
                .as("packages the table does not have")
                .allMatch(packages::contains);
    }

    @Test
    void theWorkerDoesNotRunIndexTasks() {
        assertThat(uses("worker", "dev.refactory.index.task.")).isEmpty();
    }

    @Test
    void everyTechnologyStaysAtHome() {
        assertThat(strays(technologies())).isEmpty();
    }

    @Test
    void aTechnologyAwayFromHomeWouldBeNoticed() {
        assertThat(strays(
                        List.of(new Technology("JGit", List.of("org.eclipse.jgit"), List.of("dev.refactory.nowhere")))))
                .isNotEmpty();
    }

    /// Twins are for tests: an in-memory store in a running role would lose what it holds.
    @Test
    void noRunningCodeUsesAnInMemoryTwin() {
        TreeSet<String> uses = new TreeSet<>();
        CLASSES_BY_MODULE.values().stream().flatMap(List::stream).forEach(type -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean ours = target.getPackageName().startsWith("dev.refactory");
                boolean twin = target.getSimpleName().matches("(In)?Memory.+");
                if (ours && twin && !target.getPackageName().equals(type.getPackageName())) {
                    uses.add(type.getName() + " -> " + target.getName());
                }
            }
        });
        assertThat(uses).isEmpty();
        assertThat(CLASSES_BY_MODULE.values().stream().flatMap(List::stream).map(JavaClass::getSimpleName))
                .as("the twins this test is about")
                .anyMatch(name -> name.startsWith("Memory"));
    }

    @Test
    void noPackageOfOursIsPartOfACycleOfModules() {
        Map<String, List<String>> edges = new TreeMap<>();
        modules().forEach(module -> edges.put(module.name(), module.uses()));
        List<String> done = new ArrayList<>();
        while (done.size() < edges.size()) {
            List<String> free = edges.keySet().stream()
                    .filter(name -> !done.contains(name) && done.containsAll(edges.get(name)))
                    .toList();
            assertThat(free)
                    .as("modules left, none of which stands on finished ones")
                    .isNotEmpty();
            done.addAll(free);
        }
    }

    private record Technology(String name, List<String> packages, List<String> homes) {}

    private static List<Technology> technologies() {
        return Project.tableAfter("ARCHITECTURE.md", "| technology | packages | home |").stream()
                .map(row -> new Technology(row.get(0), Project.quoted(row.get(1)), Project.quoted(row.get(2))))
                .toList();
    }

    private static List<Module> modules() {
        return Project.tableAfter("ARCHITECTURE.md", "| module | root package | may use |").stream()
                .map(row -> new Module(
                        Project.unquote(row.get(0)), Project.unquote(row.get(1)), Project.quoted(row.get(2))))
                .toList();
    }

    private static TreeSet<String> modulesMisused(List<Module> modules) {
        TreeSet<String> misuses = new TreeSet<>();
        for (Module module : modules) {
            for (JavaClass type : CLASSES_BY_MODULE.get(module.name())) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getName();
                    Module owner = ownerOf(target, modules);
                    if (owner != null
                            && !owner.name().equals(module.name())
                            && !module.uses().contains(owner.name())) {
                        misuses.add(module.name() + " uses " + owner.name() + ": " + type.getName() + " -> " + target);
                    }
                }
            }
        }
        return misuses;
    }

    private static Module ownerOf(String className, List<Module> modules) {
        return modules.stream()
                .filter(module -> className.startsWith(module.root() + "."))
                .max(Comparator.comparingInt(module -> module.root().length()))
                .orElse(null);
    }

    private static List<String> packagesOfRecipes() {
        return Project.tableAfter("refactoring-engine/README.md", "| package of recipes | what is in it |").stream()
                .map(row -> "dev.refactory.refactor." + Project.unquote(row.get(0)))
                .toList();
    }

    private static TreeSet<String> usesBelow(List<String> packages) {
        TreeSet<String> uses = new TreeSet<>();
        for (JavaClass type : CLASSES_BY_MODULE.get("refactoring-engine")) {
            int own = packages.indexOf(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (own >= 0 && packages.indexOf(target.getPackageName()) > own) {
                    uses.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        return uses;
    }

    private static TreeSet<String> uses(String module, String prefix) {
        TreeSet<String> used = new TreeSet<>();
        for (JavaClass type : CLASSES_BY_MODULE.get(module)) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (target.startsWith(prefix)) {
                    used.add(target);
                }
            }
        }
        return used;
    }

    private static TreeSet<String> strays(List<Technology> technologies) {
        TreeSet<String> strays = new TreeSet<>();
        CLASSES_BY_MODULE.values().stream().flatMap(List::stream).forEach(type -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                for (Technology technology : technologies) {
                    boolean used = technology.packages().stream().anyMatch(name -> target.startsWith(name + "."));
                    boolean atHome = technology.homes().stream()
                            .anyMatch(home -> (type.getPackageName() + ".").startsWith(home + "."));
                    if (used && !atHome) {
                        strays.add(technology.name() + " in " + type.getName() + " -> " + target);
                    }
                }
            }
        });
        return strays;
    }
}
