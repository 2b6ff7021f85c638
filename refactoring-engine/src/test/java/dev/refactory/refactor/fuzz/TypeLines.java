package dev.refactory.refactor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of a class without what the compiler writes otherwise when something has another type: by
/// which type a method is called, casts, how objects become text, descriptors of what has the type and of what captures
/// it.
/// Which methods are called, with which parameters, and everything else stays.
final class TypeLines {
    private static final int BRIDGE = 0x40;
    private static final Pattern METHOD = Pattern.compile("method (\\S+?)(\\(.*) (\\d+)");
    private static final Pattern FIELD = Pattern.compile("field (\\S+) (\\S+) (\\d+)");
    private static final Pattern CALL =
            Pattern.compile("    INVOKE(VIRTUAL|INTERFACE|SPECIAL|STATIC) (\\S+)\\.([^. ]+) (\\(.*\\))(\\S+)");
    private static final Pattern ACCESS = Pattern.compile("    (GET|PUT)(FIELD|STATIC) (\\S+)\\.([^. ]+) (\\S+)");
    private static final Pattern BRANCH = Pattern.compile("    (IF\\w*|GOTO\\w*) \\d+");
    private static final Pattern BOXING =
            Pattern.compile("    INVOKE\\S* (?:java/lang/(?:Integer|Long|Boolean|Character"
                    + "|Byte|Short|Float|Double))?\\.(?:valueOf \\(.\\)|\\w+Value \\(\\)).*");

    private final Promise.Retyped promise;
    private final List<String> lines = new ArrayList<>();
    private String type = "";

    private TypeLines(Promise.Retyped promise) {
        this.promise = promise;
    }

    static List<String> of(List<String> lines, Promise.Retyped promise) {
        TypeLines of = new TypeLines(promise);
        boolean bridge = false;
        for (String line : lines) {
            Matcher method = METHOD.matcher(line);
            if (method.matches()) {
                bridge = (Integer.parseInt(method.group(3)) & BRIDGE) != 0;
            }
            if (line.startsWith("class ")) {
                of.type = line.split(" ", -1)[1];
            }
            if (!bridge) {
                of.add(line);
            }
        }
        return of.lines;
    }

    private void add(String line) {
        boolean gone = line.startsWith("  signature ")
                || line.startsWith("  inner ")
                || line.startsWith("    CHECKCAST ")
                || line.startsWith("    INVOKESTATIC java/lang/String.valueOf (Ljava/lang/Object;)")
                || line.startsWith("  nests ");
        if (gone) {
            return;
        }
        String plain = plain(line);
        boolean done = plain.startsWith("    ")
                && (!plain.startsWith("    INVOKE")
                        || BOXING.matcher(plain).matches()
                        || plain.contains("makeConcatWithConstants"));
        if (promise.exact() || !done && !plain.startsWith("method <clinit>") && !plain.startsWith("  constant ")) {
            lines.add(plain);
        }
    }

    private String plain(String line) {
        Matcher method = METHOD.matcher(line);
        if (method.matches()) {
            return "method " + method.group(1)
                    + (other(type, method.group(1), method.group(2)) ? "()" : method.group(2)) + " " + method.group(3);
        }
        Matcher field = FIELD.matcher(line);
        if (field.matches()) {
            return "field " + field.group(1) + (other(type, field.group(1), "") ? "" : " " + field.group(2)) + " "
                    + field.group(3);
        }
        Matcher call = CALL.matcher(line);
        if (call.matches()) {
            boolean dynamic = call.group(1).equals("VIRTUAL") || call.group(1).equals("INTERFACE");
            String parameters = other(call.group(2), call.group(3), call.group(4)) ? "()" : call.group(4);
            return dynamic
                    ? "    INVOKE ." + call.group(3) + " " + parameters
                    : "    INVOKE" + call.group(1) + " " + call.group(2) + "." + call.group(3) + " " + parameters;
        }
        Matcher access = ACCESS.matcher(line);
        if (access.matches()) {
            String owner = access.group(2).equals("FIELD") ? "" : access.group(3);
            String descriptor = other(access.group(3), access.group(4), "") ? "" : " " + access.group(5);
            return "    " + access.group(1) + access.group(2) + " " + owner + "." + access.group(4) + descriptor;
        }
        Matcher branch = BRANCH.matcher(line);
        if (branch.matches()) {
            return "    " + branch.group(1);
        } else if (line.startsWith("    INVOKEDYNAMIC ")) {
            return line.replaceAll("\\([^()]*\\)[^\\s,\\])]+", "()").replaceAll("\\b[59] [\\w/$\\[;]+\\.", "5 .");
        } else if (line.startsWith("    catch ")) {
            return line.replaceAll("\\d+ \\d+ \\d+", "");
        } else if (line.contains("SWITCH")) {
            return line.replaceAll(":\\d+", ":");
        } else if (line.startsWith("    ANEWARRAY ") || line.startsWith("    MULTIANEWARRAY ")) {
            return "    ANEWARRAY";
        }
        return line;
    }

    /// Whether a member has the other type in its descriptor, or may have it as what it captures.
    private boolean other(String owner, String name, String descriptor) {
        boolean captures = name.startsWith("lambda$")
                || name.startsWith("val$")
                || name.equals("<init>") && owner.matches(".*\\$\\d+\\w*");
        if (captures || !name.equals(promise.member())) {
            return captures;
        }
        if (descriptor.isEmpty() || promise.parameters().isEmpty()) {
            return descriptor.isEmpty() && promise.parameters().isEmpty();
        }
        String parameters = parameters(descriptor);
        // Constructors of enums and of inner classes take more than is written.
        return promise.parameters().contains(parameters)
                || name.equals("<init>")
                        && promise.parameters().stream().anyMatch(each -> parameters.endsWith("," + each));
    }

    /// The parameters of a descriptor as symbols write them.
    private static String parameters(String descriptor) {
        List<String> parameters = new ArrayList<>();
        String brackets = "";
        for (int at = 1; descriptor.charAt(at) != ')'; at++) {
            char c = descriptor.charAt(at);
            if (c == '[') {
                brackets += "[]";
                continue;
            }
            String name = switch (c) {
                case 'L' -> {
                    int start = at + 1;
                    at = descriptor.indexOf(';', at);
                    yield descriptor.substring(start, at).replace('/', '.').replace('$', '.');
                }
                case 'Z' -> "boolean";
                case 'B' -> "byte";
                case 'C' -> "char";
                case 'S' -> "short";
                case 'I' -> "int";
                case 'J' -> "long";
                case 'F' -> "float";
                default -> "double";
            };
            parameters.add(name + brackets);
            brackets = "";
        }
        return String.join(",", parameters);
    }
}
