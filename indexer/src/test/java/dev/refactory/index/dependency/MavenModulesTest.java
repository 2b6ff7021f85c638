package dev.refactory.index.dependency;

import static dev.refactory.index.dependency.PublishedLibraries.dependency;
import static dev.refactory.index.dependency.PublishedLibraries.main;
import static dev.refactory.index.dependency.PublishedLibraries.module;
import static dev.refactory.index.dependency.PublishedLibraries.pom;
import static dev.refactory.index.dependency.PublishedLibraries.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies.Module;
import dev.refactory.index.dependency.Dependencies.Resolved;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenModulesTest {
    @TempDir
    Path folder;

    private PublishedLibraries libraries;

    @BeforeEach
    void publish() {
        libraries = new PublishedLibraries(folder)
                .library("lib:core:1.0")
                .library("lib:core:2.0")
                .library("lib:extra:1.0", "lib:core:1.0")
                .library("lib:junit:4", "lib:hamcrest:1@runtime")
                .library("lib:hamcrest:1")
                .platform("lib:bom:1", "lib:core:2.0", "lib:extra:1.0");
    }

    @Test
    void eachModuleHasTheVersionItWants() {
        Resolved resolved = libraries.resolve(Map.of(
                "old/pom.xml", pom("g:old:1", dependencies(dependency("lib:extra:1.0", ""))),
                "new/pom.xml",
                        pom(
                                "g:new:1",
                                dependencies(dependency("lib:extra:1.0", "") + dependency("lib:core:2.0", "")))));
        assertThat(main(module(resolved, "old"))).containsExactly("extra:1.0", "core:1.0");
        assertThat(main(module(resolved, "new"))).containsExactly("extra:1.0", "core:2.0");
        assertThat(resolved.modules()).extracting(Module::root).containsExactly("new", "old");
        assertThat(resolved.jars())
                .extracting(Dependencies.Jar::coordinates)
                .containsExactly("lib:extra:1.0", "lib:core:2.0", "lib:core:1.0");
        assertThat(resolved.modules()).allMatch(Module::complete);
    }

    @Test
    void aModuleSeesTheModulesItBuildsOnAndTheirDependencies() {
        Resolved resolved = libraries.resolve(Map.of(
                "pom.xml", parent(),
                "base/pom.xml",
                        child("base", dependency("lib:core", "") + dependency("lib:junit:4", "<scope>test</scope>")),
                "middle/pom.xml", child("middle", dependency("g:base:${project.version}", "")),
                "top/pom.xml", child("top", dependency("g:middle:${project.version}", ""))));
        Module top = module(resolved, "top");
        assertThat(top.name()).isEqualTo("g:top");
        assertThat(top.dependsOn()).containsExactly("middle", "base");
        assertThat(main(top)).containsExactly("core:2.0");
        assertThat(test(top)).as("tests are not inherited").containsExactly("core:2.0");
        assertThat(top.sourceRoots()).containsExactly("top/src/main/java");
        assertThat(top.testRoots()).containsExactly("top/src/test/java");
        assertThat(test(module(resolved, "base"))).containsExactly("core:2.0", "junit:4", "hamcrest:1");
        assertThat(main(module(resolved, "base"))).containsExactly("core:2.0");
        assertThat(module(resolved, "").sourceRoots())
                .as("an aggregator has none")
                .isEmpty();
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void testsMaySeeTheTestsOfAnotherModule() {
        Resolved resolved = libraries.resolve(Map.of(
                "a/pom.xml", pom("g:a:1", dependencies(dependency("lib:core:1.0", ""))),
                "b/pom.xml",
                        pom("g:b:1", dependencies(dependency("g:a:1", "<type>test-jar</type><scope>test</scope>"))),
                "c/pom.xml", pom("g:c:1", dependencies(dependency("g:a:1", "<classifier>tests</classifier>")))));
        Module b = module(resolved, "b");
        assertThat(b.dependsOn()).isEmpty();
        assertThat(b.dependsOnTests()).isEmpty();
        assertThat(b.testDependsOnTests()).containsExactly("a");
        assertThat(module(resolved, "c").dependsOnTests()).containsExactly("a");
        assertThat(b.complete()).isTrue();
    }

    @Test
    void scopesDecideWhatMainCodeSees() {
        Resolved resolved = libraries
                .library("lib:provided:1")
                .library("lib:runtime:1")
                .resolve(Map.of(
                        "pom.xml",
                        pom(
                                "g:a:1",
                                dependencies(dependency("lib:provided:1", "<scope>provided</scope>")
                                        + dependency("lib:runtime:1", "<scope>runtime</scope>")
                                        + dependency("lib:junit:4", "<scope>test</scope>")
                                        + dependency("lib:extra:1.0", exclusion("lib", "core"))))));
        assertThat(main(module(resolved, ""))).containsExactly("provided:1", "extra:1.0");
        assertThat(test(module(resolved, "")))
                .containsExactly("provided:1", "runtime:1", "junit:4", "hamcrest:1", "extra:1.0");
    }

    @Test
    void modelsAreImportedFromTheRepositoryItselfToo() {
        String bom = pom("g:bom:${revision}", """
                <packaging>pom</packaging><properties><revision>7</revision></properties>
                <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
                """.formatted(dependency("lib:core:1.0", "")));
        Resolved resolved = libraries.resolve(Map.of(
                "bom/pom.xml",
                bom,
                "app/pom.xml",
                pom(
                        "g:app:1",
                        managed(dependency("g:bom:7", "<type>pom</type><scope>import</scope>"))
                                + dependencies(dependency("lib:core", "")))));
        assertThat(main(module(resolved, "app"))).containsExactly("core:1.0");
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void levelsComeFromPropertiesThePluginItsManagementAndItsExecutions() {
        Map<String, String> files = new TreeMap<>();
        files.put("a/pom.xml", pom("g:a:1", """
                <properties><java.version>21</java.version><maven.compiler.release>${java.version}</maven.compiler.release>
                </properties>"""));
        files.put(
                "b/pom.xml", pom("g:b:1", "<build><pluginManagement>" + compiler("""
                <configuration><source>1.8</source><testSource>11</testSource></configuration>""") + "</pluginManagement></build>"));
        files.put("c/pom.xml", pom("g:c:1", "<build>" + compiler("""
                <configuration><release>11</release><testRelease>17</testRelease></configuration>""") + "</build>"));
        files.put("d/pom.xml", pom("g:d:1", "<build>" + compiler("""
                <executions><execution><id>default-compile</id><configuration><release>9</release></configuration>
                </execution></executions>""") + "</build>"));
        files.put("e/pom.xml", pom("g:e:1", ""));
        Resolved resolved = libraries.resolve(files);
        assertThat(resolved.modules())
                .extracting(module -> module.root() + " " + module.release() + " " + module.testRelease())
                .containsExactly("a 21 21", "b 8 11", "c 11 17", "d 9 9", "e 25 25");
        assertThat(resolved.release()).isEqualTo(21);
    }

    @Test
    void sourcesAreWhereTheBuildFileSays() {
        Resolved resolved = libraries.resolve(Map.of(
                "m/pom.xml",
                pom("g:a:1", """
                <build><sourceDirectory>src</sourceDirectory>
                <testSourceDirectory>${project.basedir}/../shared/test</testSourceDirectory><plugins><plugin>
                <groupId>org.codehaus.mojo</groupId><artifactId>build-helper-maven-plugin</artifactId><executions>
                <execution><id>a</id><goals><goal>add-source</goal></goals><configuration><sources>
                <source>${basedir}/gen/java</source><source>${project.build.directory}/made</source></sources>
                </configuration></execution>
                <execution><id>b</id><goals><goal>add-test-source</goal></goals><configuration><sources>
                <source>src/it/java</source></sources></configuration></execution></executions></plugin></plugins></build>
                """),
                "out/pom.xml",
                pom("g:b:1", "<build><sourceDirectory>../../../etc</sourceDirectory></build>")));
        Module module = module(resolved, "m");
        assertThat(module.sourceRoots()).containsExactly("m/src", "m/gen/java");
        assertThat(module.testRoots()).containsExactly("shared/test", "m/src/it/java");
        assertThat(module.complete()).isTrue();
        assertThat(module(resolved, "out").complete()).isFalse();
        assertThat(resolved.unresolved()).anyMatch(line -> line.startsWith("out/pom.xml: source directory"));
    }

    @Test
    void aModuleIsIncompleteWhenItOrOneItBuildsOnLacksSomething() {
        Resolved resolved = libraries.resolve(Map.of(
                "a/pom.xml", pom("g:a:1", dependencies(dependency("no.such:thing:9", ""))),
                "b/pom.xml", pom("g:b:1", dependencies(dependency("g:a:1", ""))),
                "c/pom.xml", pom("g:c:1", dependencies(dependency("lib:core:1.0", ""))),
                "d/pom.xml", pom("g:d:1", dependencies(dependency("x:y:${env.HOME}", ""))),
                "e/pom.xml",
                        pom(
                                "g:e:1",
                                dependencies(dependency(
                                        "s:t:1", "<scope>system</scope><systemPath>/etc/passwd</systemPath>")))));
        assertThat(resolved.modules())
                .extracting(module -> module.root() + " " + module.complete())
                .containsExactly("a false", "b false", "c true", "d false", "e false");
        assertThat(resolved.unresolved())
                .anyMatch(line -> line.startsWith("no.such:thing:9: "))
                .anyMatch(line -> line.contains("${env.HOME}"))
                .anyMatch(line -> line.contains("systemPath"));
    }

    @Test
    void whatTestsWorkOnIsNoModule() {
        Resolved resolved = libraries.resolve(Map.of(
                "pom.xml", pom("g:a:1", "<packaging>pom</packaging><modules><module>src/real</module></modules>"),
                "src/real/pom.xml", pom("g:real:1", ""),
                "src/it/one/pom.xml", pom("g:one:1", dependencies(dependency("no.such:thing:1", "")))));
        assertThat(resolved.modules()).extracting(Module::root).containsExactly("", "src/real");
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void cyclesEnd() {
        String toB = "<parent><groupId>g</groupId><artifactId>b</artifactId><version>1</version>"
                + "<relativePath>../b/pom.xml</relativePath></parent>";
        String toA = "<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version>"
                + "<relativePath>../a/pom.xml</relativePath></parent>";
        Map<String, String> files = new TreeMap<>();
        files.put("a/pom.xml", pom("g:a:1", toB + "<packaging>pom</packaging>"));
        files.put("b/pom.xml", pom("g:b:1", toA + "<packaging>pom</packaging>"));
        files.put("bom1/pom.xml", pom("g:bom1:1", managed(imported("g:bom2:1"))));
        files.put("bom2/pom.xml", pom("g:bom2:1", managed(imported("g:bom1:1"))));
        files.put("bom3/pom.xml", pom("g:bom3:1", managed(imported("g:bom3:1"))));
        files.put("m/pom.xml", pom("g:m:1", dependencies(dependency("g:n:1", "") + dependency("lib:core:1.0", ""))));
        files.put("n/pom.xml", pom("g:n:1", dependencies(dependency("g:m:1", ""))));
        Resolved resolved = libraries.resolve(files);
        assertThat(module(resolved, "m").dependsOn()).containsExactly("n");
        assertThat(module(resolved, "n").dependsOn()).containsExactly("m");
        assertThat(main(module(resolved, "m"))).containsExactly("core:1.0");
        assertThat(resolved.unresolved()).isNotEmpty();
    }

    @Test
    void aBuildFileNestedWithoutEndIsListed() {
        String deep = pom(
                "g:a:1",
                "<build>"
                        + compiler(
                                "<configuration>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</configuration>")
                        + "</build>");
        Resolved resolved = libraries.resolve(Map.of(
                "deep/pom.xml", deep, "good/pom.xml", pom("g:b:1", dependencies(dependency("lib:core:1.0", "")))));
        assertThat(main(module(resolved, "good"))).containsExactly("core:1.0");
        assertThat(resolved.unresolved()).anyMatch(line -> line.startsWith("deep/pom.xml: "));
    }

    @Test
    void aSnapshotKeepsEachJarOnceAndFindsTheClassPathOfAModuleAgain() {
        Resolved resolved = libraries.resolve(Map.of(
                "a/pom.xml", pom("g:a:1", dependencies(dependency("lib:extra:1.0", ""))),
                "b/pom.xml",
                        pom(
                                "g:b:1",
                                dependencies(dependency("lib:core:1.0", "")
                                        + dependency("lib:junit:4", "<scope>test</scope>")))));
        CompileContext context = resolved.context(List.of(""));
        assertThat(context.classpath()).hasSameSizeAs(resolved.jars()).hasSize(4);
        CompileContext.Module b = context.modules().get(1);
        assertThat(context.jars(b.jars()))
                .extracting(CompileContext.Jar::coordinates)
                .containsExactly("lib:core:1.0");
        List<Path> paths = new MavenDependencies(
                        List.of(folder.resolve("remote").toUri()), folder.resolve("elsewhere"))
                .classPath(context, b.testJars());
        assertThat(paths)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("core-1.0.jar", "junit-4.jar", "hamcrest-1.jar");
    }

    private static String parent() {
        return pom(
                "g:parent:1",
                "<packaging>pom</packaging><modules><module>base</module></modules>" + managed(imported("lib:bom:1")));
    }

    private static String child(String artifact, String dependencies) {
        return """
                <project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>parent</artifactId>
                <version>1</version></parent><artifactId>%s</artifactId>%s</project>
                """.formatted(artifact, dependencies(dependencies));
    }

    private static String imported(String coordinates) {
        return dependency(coordinates, "<type>pom</type><scope>import</scope>");
    }

    private static String managed(String dependencies) {
        return "<dependencyManagement>" + dependencies(dependencies) + "</dependencyManagement>";
    }

    private static String dependencies(String dependencies) {
        return "<dependencies>" + dependencies + "</dependencies>";
    }

    private static String exclusion(String group, String artifact) {
        return "<exclusions><exclusion><groupId>%s</groupId><artifactId>%s</artifactId></exclusion></exclusions>"
                .formatted(group, artifact);
    }

    private static String compiler(String content) {
        return "<plugins><plugin><artifactId>maven-compiler-plugin</artifactId>" + content + "</plugin></plugins>";
    }
}
