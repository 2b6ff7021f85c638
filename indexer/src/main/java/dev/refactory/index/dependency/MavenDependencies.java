package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.ClassPaths.Collected;
import dev.refactory.index.dependency.ClassPaths.Seen;
import dev.refactory.index.dependency.gradle.GradleBuilds;
import dev.refactory.kit.time.Ticker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.jspecify.annotations.Nullable;

/// Dependencies of each module, by Maven's own model builder and resolver; Gradle's build files are read and what
/// they name is asked of the same resolver. One version of each library a module, as its build tool would choose
/// it; modules of one repository may want different ones.
public final class MavenDependencies implements Dependencies {
    private final MavenAccess maven;
    private final JarFiles files;
    private final Ticker ticker;
    private final Duration longest;
    private final KnownAnswers answers;

    /// @param repositories the Maven repositories to ask; empty for the one of Maven's super POM.
    ///     The mirrors, proxies and credentials of the user's settings apply to either.
    /// @param localRepository where jars are kept; null for the user's own
    public MavenDependencies(List<URI> repositories, @Nullable Path localRepository) {
        this(repositories, localRepository, () -> 0, Duration.ofDays(1));
    }

    /// @param longest how long the dependencies of one repository may take; what is not there by
    ///     then is listed as unresolved
    public MavenDependencies(List<URI> repositories, @Nullable Path localRepository, Ticker ticker, Duration longest) {
        this.maven = new MavenAccess(repositories, localRepository);
        this.files = new JarFiles(maven);
        this.ticker = ticker;
        this.longest = longest;
        this.answers = new KnownAnswers(ticker);
    }

    @Override
    public Resolved resolve(Map<String, byte[]> buildFiles, BooleanSupplier cancelled) {
        String key = KnownAnswers.key(buildFiles);
        Optional<Resolved> known = answers.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        long deadline = ticker.nanos() + longest.toNanos();
        BooleanSupplier late = () -> ticker.nanos() - deadline > 0;
        Resolved resolved = resolved(buildFiles, () -> cancelled.getAsBoolean() || late.getAsBoolean());
        if (cancelled.getAsBoolean()) {
            return resolved;
        }
        if (!late.getAsBoolean()) {
            answers.keep(key, resolved);
            return resolved;
        }
        List<String> problems = new ArrayList<>(resolved.unresolved());
        problems.add("dependencies: they took longer than " + longest.toSeconds() + " seconds, the rest were left out");
        problems.sort(null);
        return new Resolved(resolved.release(), resolved.jars(), problems, resolved.modules());
    }

    @Override
    public List<Path> classPath(CompileContext context) {
        List<Path> paths = new ArrayList<>();
        context.classpath().forEach(jar -> files.again(jar).ifPresent(paths::add));
        return paths;
    }

    private Resolved resolved(Map<String, byte[]> buildFiles, BooleanSupplier cancelled) {
        TreeSet<String> problems = new TreeSet<>();
        DefaultRepositorySystemSession plain = session(cancelled);
        Reactor reactor = new Reactor();
        EffectivePoms poms = new EffectivePoms(maven, plain, buildFiles, problems);
        // Where a directory has build files of both, Maven's says it exactly.
        Map<String, DeclaredModule> declared = new TreeMap<>();
        gradle(buildFiles, reactor, plain, problems, cancelled).forEach(each -> declared.put(each.root(), each));
        new MavenModules(poms, reactor, problems).declared(cancelled).forEach(each -> declared.put(each.root(), each));

        DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(plain);
        session.setWorkspaceReader(reactor);
        ClassPaths classPaths = new ClassPaths(maven, reactor, files, problems, cancelled);
        Map<String, Module> modules = new TreeMap<>();
        declared.forEach((root, module) -> modules.put(root, resolved(module, session, classPaths, cancelled)));
        int release = declared.values().stream()
                .filter(module -> module.release().main().isPresent())
                .mapToInt(module -> module.release().mainRelease())
                .max()
                .orElse(HIGHEST_RELEASE);
        return new Resolved(release, classPaths.jars(), List.copyOf(problems), completed(modules));
    }

    private List<DeclaredModule> gradle(
            Map<String, byte[]> buildFiles,
            Reactor reactor,
            DefaultRepositorySystemSession session,
            TreeSet<String> problems,
            BooleanSupplier cancelled) {
        GradleBuilds.Read read = GradleBuilds.read(buildFiles, cancelled);
        problems.addAll(read.problems());
        return new GradleModules(read.projects(), new Platforms(maven, session, problems), problems).declared(reactor);
    }

    private static Module resolved(
            DeclaredModule module,
            DefaultRepositorySystemSession session,
            ClassPaths classPaths,
            BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            Seen nothing = new Seen(List.of(), List.of(), List.of(), false);
            return module.resolved(nothing, nothing);
        }
        Collected main = classPaths.collect(session, module.main());
        boolean alike = module.main().direct() == module.test().direct();
        Collected test = alike ? main : classPaths.collect(session, module.test());
        return module.resolved(
                classPaths.seen(session, module.root(), main, module.main().scopes()),
                classPaths.seen(session, module.root(), test, module.test().scopes()));
    }

    /// What a module was not told may be what those that build on it lack.
    private static List<Module> completed(Map<String, Module> modules) {
        Map<String, Boolean> complete = new HashMap<>();
        modules.forEach((root, module) -> complete.put(root, module.complete()));
        List<Module> all = new ArrayList<>();
        for (Module module : modules.values()) {
            boolean whole = module.complete()
                    && module.testDependsOn().stream().allMatch(root -> complete.getOrDefault(root, false))
                    && module.dependsOn().stream().allMatch(root -> complete.getOrDefault(root, false));
            all.add(whole == module.complete() ? module : incomplete(module));
        }
        return all;
    }

    private static Module incomplete(Module module) {
        return new Module(
                module.root(),
                module.name(),
                module.release(),
                module.testRelease(),
                module.jars(),
                module.testJars(),
                module.dependsOn(),
                module.testDependsOn(),
                module.dependsOnTests(),
                module.testDependsOnTests(),
                module.sourceRoots(),
                module.testRoots(),
                false);
    }

    /// What was read for one module is known for the next; downloads end with the time.
    private DefaultRepositorySystemSession session(BooleanSupplier cancelled) {
        DefaultRepositorySystemSession session = maven.session();
        session.setCache(new DefaultRepositoryCache());
        session.setTransferListener(new AbstractTransferListener() {
            @Override
            public void transferInitiated(TransferEvent event) throws TransferCancelledException {
                if (cancelled.getAsBoolean()) {
                    throw new TransferCancelledException("The time for dependencies is over");
                }
            }
        });
        return session;
    }
}
