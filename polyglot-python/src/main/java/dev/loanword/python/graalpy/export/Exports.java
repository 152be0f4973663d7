package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.TypeNodes;
import com.oracle.graal.python.nodes.statement.AbstractImportNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.python.graalpy.CallTargets;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.MemorySource;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeNames;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one host exports: which modules there are, and which Python type stands for which Java class. Needs the GIL.
 *
 * <p>A module is made when it is first imported, or when a value of one of its types first crosses.
 */
public final class Exports {

    /** An exported Java class: its model, and the module that it belongs to. */
    record ExportedClass(CoreExport module, TypeModel model) {}

    private final Map<String, CoreExport> modules = new LinkedHashMap<>();
    private final Map<String, PythonModule> made = new HashMap<>();
    private final Map<Class<?>, ExportedClass> classes = new HashMap<>();
    private final Map<Class<?>, Object> types = new HashMap<>();
    private final Map<Object, Class<?>> javaClasses = new IdentityHashMap<>();
    private final Map<Class<?>, Object> moduleInstances = new HashMap<>();
    private final Map<Class<?>, RecordType> records = new HashMap<>();
    private final Map<Class<?>, Optional<Class<?>>> nearest = new HashMap<>();
    private final Map<Class<?>, CallTargets> targets = new HashMap<>();
    private final Map<Class<?>, ExportedConstructor> constructors = new HashMap<>();
    private final Map<Class<?>, Optional<MemorySource>> bufferMethods = new HashMap<>();
    private final WeakIdentities<PythonObject> instances = new WeakIdentities<>();
    private final Signatures signatures = new Signatures(this);
    private final PassedBuffers passedBuffers = new PassedBuffers();
    private Asynchronous asynchronous;
    private int indexed;
    private int forbidding;

    /** Makes a module importable. Another of the same name is replaced, unless it was imported already. */
    public void add(CoreExport export) {
        if (made.containsKey(export.name())) {
            throw new IllegalStateException("module '" + export.name() + "' was imported already; export it before that");
        }
        modules.put(export.name(), export);
        indexed = 0;
        nearest.clear();
    }

    /** The names to import. */
    public Set<String> names() {
        return modules.keySet();
    }

    /** The module of a name, made at the first call. */
    @TruffleBoundary
    public PythonModule module(String name) {
        PythonModule module = made.get(name);
        if (module == null) {
            module = new ModuleMaker(this, modules.get(name)).make(created -> made.put(name, created));
        }
        return module;
    }

    /** Notes the Python type of a Java class. */
    void define(Class<?> javaClass, Object type) {
        types.put(javaClass, type);
        javaClasses.put(type, javaClass);
    }

    /** The first exported class in the method resolution order of a Python class; {@code null} if there is none. */
    Class<?> nearestExported(Object type) {
        for (Object above : TypeNodes.GetMroNode.executeUncached(type)) {
            Class<?> exported = javaClasses.get(above);
            if (exported != null) {
                return exported;
            }
        }
        return null;
    }

    /** Notes how an exported class is constructed. */
    void defineConstructor(ExportedConstructor constructor) {
        constructors.put(constructor.javaClass(), constructor);
    }

    /** How an exported class is constructed. */
    ExportedConstructor constructorOf(Class<?> javaClass) {
        return constructors.get(javaClass);
    }

    /** The call targets of a module, kept as long as this host or another one uses them. */
    CallTargets targetsOf(Class<?> module) {
        return targets.computeIfAbsent(module, CallTargets::of);
    }

    /**
     * Checks that what a class method made can be an instance of the class that it was called on.
     *
     * @throws RuntimeException a Python {@code TypeError} if that stands for another Java class
     */
    void checkIsOf(Object type, Object java, JavaCall call) {
        if (!nearestExported(type).isInstance(java)) {
            String made = nameOf(java.getClass());
            throw PythonExceptions.typeError(null, call.name() + "() makes a " + made + ", which can't be a "
                    + TypeNames.named(type) + "; call it on " + made);
        }
    }

    /** Whether instances of a class are constructed by its {@code __init__}, which is written in Python. */
    boolean isInitializedByPython(Object type) {
        ExportedConstructor constructor = constructors.get(nearestExported(type));
        return constructor != null && constructor.isDeferred(type, new Object[0], PKeyword.EMPTY_KEYWORDS);
    }

    /** Notes what the instance methods of a module are called on. */
    void defineInstance(Class<?> moduleClass, Object instance) {
        moduleInstances.put(moduleClass, instance);
    }

    /** What the instance methods of a module are called on. */
    Object moduleInstance(Class<?> moduleClass) {
        return moduleInstances.get(moduleClass);
    }

    /** The Python type of an exported Java class, whose module is imported if need be. */
    @TruffleBoundary
    Object typeOf(Class<?> javaClass) {
        Object type = types.get(javaClass);
        if (type == null) {
            ExportedClass exported = exported(javaClass)
                    .orElseThrow(() -> new IllegalStateException(javaClass.getName()
                            + " belongs to no exported module; list it in @PyModule(classes = …) of one"));
            AbstractImportNode.importModule(Text.python(exported.module.name()));
            type = types.get(javaClass);
        }
        return type;
    }

    /** The Python name of an exported class, for errors. */
    String nameOf(Class<?> javaClass) {
        return exported(javaClass).map(exported -> exported.model.name()).orElse(javaClass.getSimpleName());
    }

    /** The Python instance of a Java object of an exported class: the same one as long as somebody holds it. */
    @TruffleBoundary
    Object instanceOf(Object java) {
        PythonObject known = instances.get(java);
        if (known != null) {
            return known;
        }
        Class<?> exported = nearest(java.getClass())
                .orElseThrow(() -> new IllegalStateException("a " + java.getClass().getName()
                        + " can't be given to Python: neither its class nor one above it is exported"));
        return newInstance(typeOf(exported), exported, java);
    }

    /** The Python value of a Java value of any exported class. */
    Object valueOf(CallScope scope, Object java) {
        Class<?> type = java instanceof Enum<?> constant ? constant.getDeclaringClass() : java.getClass();
        if (type.isEnum() && exported(type).isPresent()) {
            return EnumType.toPython(scope, type, java);
        }
        if (type.isRecord() && exported(type).isPresent()) {
            return recordType(type).toPython(scope, java);
        }
        return instanceOf(java);
    }

    /** How an exported record is converted. */
    RecordType recordType(Class<?> type) {
        return records.computeIfAbsent(type, missing -> {
            ExportedClass exported = exported(missing)
                    .orElseThrow(() -> new IllegalStateException(missing.getName() + " belongs to no exported module; list it"
                            + " in @PyModule(classes = …) of one"));
            return new RecordType(
                    (TypeModel.JavaRecord) exported.model, new CoreClasses(exported.module.loader()));
        });
    }

    /**
     * Makes the instance that stands for a Java object from now on.
     *
     * @param type its Python type: the one of the exported class, or a subclass written in Python
     */
    Object newInstance(Object type, Class<?> exported, Object java) {
        PythonObject instance = make(type, exported, java);
        note(instance, java);
        return instance;
    }

    /** Makes an instance that lacks its Java half until {@link #complete}. */
    Object emptyInstance(Object type, Class<?> exported) {
        return make(type, exported, null);
    }

    private PythonObject make(Object type, Class<?> exported, Object java) {
        return bufferMethods
                .computeIfAbsent(exported, this::bufferMethod)
                .map(method -> Instances.createExporter(type, java, method))
                .orElseGet(() -> Instances.create(type, java));
    }

    /** Gives an empty instance its Java half. */
    void complete(PythonObject instance, Object java) {
        if (Instances.javaOrNull(instance) != null) {
            throw new IllegalStateException("this object was constructed already; call super().__init__() once");
        }
        Instances.complete(instance, java);
        note(instance, java);
    }

    private void note(PythonObject instance, Object java) {
        instances.put(java, instance);
        if (java instanceof Directed directed && directed.director() instanceof PythonDirector director) {
            director.bind(instance);
        }
    }

    private Optional<MemorySource> bufferMethod(Class<?> javaClass) {
        return exported(javaClass)
                .map(ExportedClass::model)
                .flatMap(model -> model instanceof TypeModel.JavaClass type ? BufferMethods.of(type, javaClass) : Optional.empty());
    }

    /** The Python exception class that stands for a Java exception, if its class or one above it has one. */
    public Optional<Object> exceptionFor(Class<?> thrown) {
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        index();
        for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
            ExportedClass exported = classes.get(type);
            if (exported != null && exported.model instanceof TypeModel.JavaException) {
                return Optional.of(typeOf(type));
            }
        }
        return Optional.empty();
    }

    /** How futures and publishers cross. */
    Asynchronous asynchronous() {
        if (asynchronous == null) {
            asynchronous = new Asynchronous();
        }
        return asynchronous;
    }

    /** Counts the buffers that keep Python code from running until they are given back: it could take their memory away. */
    void forbidPython(int change) {
        forbidding += change;
    }

    /**
     * Checks that Java may call Python now.
     *
     * @throws BufferRefusedException if a buffer is borrowed whose memory Python code could take away
     */
    public void checkPythonAllowed() {
        if (forbidding > 0) {
            throw new BufferRefusedException("Python code can't be called while an mmap is borrowed, which it could close;"
                    + " map the file with loanword.map_file(path) instead");
        }
    }

    /** The borrowed buffers that Java passed on to Python. */
    PassedBuffers passedBuffers() {
        return passedBuffers;
    }

    /** The signatures of what is exported. */
    Signatures signatures() {
        return signatures;
    }

    /** The models of all modules. */
    List<ModuleModel> models() {
        return modules.values().stream().map(module -> module.model().get()).toList();
    }

    /** The model of an exported class. */
    Optional<ExportedClass> exported(Class<?> javaClass) {
        index();
        return Optional.ofNullable(classes.get(javaClass));
    }

    private Optional<Class<?>> nearest(Class<?> javaClass) {
        return nearest.computeIfAbsent(javaClass, this::findNearest);
    }

    /** The class itself, else the nearest one above it, else the first interface that is exported. */
    private Optional<Class<?>> findNearest(Class<?> javaClass) {
        index();
        for (Class<?> type = javaClass; type != null; type = type.getSuperclass()) {
            if (classes.containsKey(type)) {
                return Optional.of(type);
            }
        }
        return classes.keySet().stream().filter(type -> type.isAssignableFrom(javaClass)).findFirst();
    }

    /** Reads the models of all modules, once: a value's class may belong to one that was not imported. */
    private void index() {
        if (indexed == modules.size()) {
            return;
        }
        for (CoreExport export : modules.values()) {
            ModuleModel model = export.model().get();
            CoreClasses found = new CoreClasses(export.loader());
            for (TypeModel type : model.types()) {
                classes.put(found.find(type.className()), new ExportedClass(export, type));
            }
        }
        indexed = modules.size();
    }
}
