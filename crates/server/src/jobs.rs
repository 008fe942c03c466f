//! What takes longer than a request.
//!
//! A job is known by the fingerprint of its question and of all that its answer
//! rests on, so that the same question has one address, and its result stays
//! there: it is a file in the folder of the server. One job runs at a time, on all cores but one; the others
//! wait in order.

use crate::app::lock;
use crate::problem::Problem;
use axum::http::StatusCode;
use landbridge_engine::EngineError;
use landbridge_engine::watch::Watch;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use utoipa::ToSchema;

/// Jobs that wait at most.
const WAITING: usize = 16;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum JobStatus {
    /// Others are before it.
    Waiting,
    /// Under way.
    Running,
    /// Its result is there.
    Done,
    /// It cannot be answered; `problem` says why.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Job {
    /// Fingerprint of its question and of what its answer rests on.
    pub id: String,
    /// What is asked: `compare`, `criticality` or `sweep`.
    pub kind: String,
    /// How far it is.
    pub status: JobStatus,
    /// Steps that are done.
    pub done: usize,
    /// Steps in all; 0 before that is known.
    pub all: usize,
    /// Where the result is, or will be.
    pub result: String,
    /// Why there is none.
    pub problem: Option<Problem>,
    /// The question.
    #[schema(value_type = Object)]
    pub question: Value,
}

/// A question that can be answered, with somebody who watches.
pub(crate) type Work = Box<dyn FnOnce(&dyn Watch) -> Result<Value, Problem> + Send>;

struct Task {
    id: String,
    work: Work,
    state: Arc<State>,
}

struct State {
    job: Mutex<Job>,
    done: AtomicUsize,
    all: AtomicUsize,
    stop: AtomicBool,
}

impl Watch for State {
    fn tell(&self, done: usize, all: usize) {
        self.done.fetch_max(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl State {
    fn new(job: Job) -> Arc<Self> {
        Arc::new(Self { job: Mutex::new(job), done: AtomicUsize::new(0), all: AtomicUsize::new(0), stop: AtomicBool::new(false) })
    }

    fn seen(&self) -> Job {
        let mut job = lock(&self.job).clone();
        job.all = self.all.load(Ordering::Relaxed);
        job.done = self.done.load(Ordering::Relaxed).min(job.all);
        if job.status == JobStatus::Running && self.stopped() {
            job.status = JobStatus::Cancelled;
        }
        job
    }

    fn is_open(&self) -> bool {
        matches!(self.seen().status, JobStatus::Waiting | JobStatus::Running)
    }
}

/// All jobs of a server.
pub(crate) struct Jobs {
    folder: PathBuf,
    known: Mutex<BTreeMap<String, Arc<State>>>,
    queue: Arc<Queue>,
}

/// Jobs that wait, in order.
#[derive(Default)]
struct Queue {
    waiting: Mutex<VecDeque<Task>>,
    filled: Condvar,
    ended: AtomicBool,
}

impl Queue {
    /// Takes a task unless too many wait.
    fn put(&self, task: Task) -> bool {
        let mut waiting = lock(&self.waiting);
        let fits = waiting.len() < WAITING;
        if fits {
            waiting.push_back(task);
            self.filled.notify_one();
        }
        fits
    }

    /// The next task, when there is one; none when the server has ended.
    fn take(&self) -> Option<Task> {
        let mut waiting = lock(&self.waiting);
        loop {
            if self.ended.load(Ordering::Relaxed) {
                return None;
            }
            match waiting.pop_front() {
                Some(task) => return Some(task),
                None => waiting = self.filled.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Takes one out that waits no longer.
    fn remove(&self, id: &str) {
        lock(&self.waiting).retain(|task| task.id != id);
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.queue.ended.store(true, Ordering::Relaxed);
        self.queue.filled.notify_all();
    }
}

impl Jobs {
    /// Opens the folder of results and starts the one who works.
    pub(crate) fn open(data: &Path) -> Result<Self, EngineError> {
        let folder = data.join("jobs");
        let fail = |e: &dyn std::fmt::Display| {
            EngineError::input(format!("{}: {e}", folder.display()), "name a folder that can be written: --data DIR")
        };
        std::fs::create_dir_all(&folder).map_err(|e| fail(&e))?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build().map_err(|e| fail(&e))?;
        let queue = Arc::new(Queue::default());
        let (own, tasks) = (folder.clone(), Arc::clone(&queue));
        let work = move || {
            while let Some(task) = tasks.take() {
                run(&own, &pool, task);
            }
        };
        std::thread::Builder::new().name("jobs".to_owned()).spawn(work).map_err(|e| fail(&e))?;
        Ok(Self { folder, known: Mutex::new(BTreeMap::new()), queue })
    }

    /// The job of a question: a new one, or the one that there is; one that failed
    /// or was cancelled begins anew.
    pub(crate) fn ask(&self, kind: &str, basis: &str, question: Value, work: Work) -> Result<Job, Problem> {
        let text = format!("{basis} {kind} {question}");
        let id = format!("{:032x}", landbridge_engine::manifest::fingerprint(text.as_bytes()));
        let mut known = lock(&self.known);
        if let Some(state) = known.get(&id).filter(|s| s.is_open() || s.seen().status == JobStatus::Done) {
            return Ok(state.seen());
        }
        if let Some(done) = self.stored(&id) {
            return Ok(done);
        }
        let job = Job {
            id: id.clone(),
            kind: kind.to_owned(),
            status: JobStatus::Waiting,
            done: 0,
            all: 0,
            result: format!("/api/jobs/{id}/result"),
            problem: None,
            question,
        };
        let state = State::new(job);
        if !self.queue.put(Task { id: id.clone(), work, state: Arc::clone(&state) }) {
            return Err(Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!("{WAITING} jobs are waiting already"),
                "wait until one is done, or cancel one",
            ));
        }
        let seen = state.seen();
        known.insert(id, state);
        Ok(seen)
    }

    /// How far a job is.
    pub(crate) fn job(&self, id: &str) -> Result<Job, Problem> {
        let known = lock(&self.known).get(id).map(|s| s.seen());
        known.or_else(|| self.stored(id)).ok_or_else(|| unknown(id))
    }

    /// Stops a job; what is done stays.
    pub(crate) fn cancel(&self, id: &str) -> Result<Job, Problem> {
        let state = lock(&self.known).get(id).cloned();
        let Some(state) = state else { return self.stored(id).ok_or_else(|| unknown(id)) };
        state.stop.store(true, Ordering::Relaxed);
        let mut job = lock(&state.job);
        if job.status == JobStatus::Waiting {
            job.status = JobStatus::Cancelled;
        }
        drop(job);
        self.queue.remove(id);
        Ok(state.seen())
    }

    /// Stops all jobs.
    pub(crate) fn stop_all(&self) {
        lock(&self.known).values().for_each(|s| s.stop.store(true, Ordering::Relaxed));
    }

    /// The result of a job that is done, as JSON.
    pub(crate) fn result(&self, id: &str) -> Result<Vec<u8>, Problem> {
        let job = self.job(id)?;
        if let Some(problem) = job.problem {
            return Err(problem);
        }
        if job.status != JobStatus::Done {
            return Err(Problem::missing(format!("the job {id} has no result yet"), format!("see how far it is: /api/jobs/{id}")));
        }
        std::fs::read(self.file(id, "result")).map_err(|e| Problem::own(format!("the result cannot be read: {e}")))
    }

    fn file(&self, id: &str, what: &str) -> PathBuf {
        self.folder.join(format!("{id}.{what}.json"))
    }

    /// A job of an earlier run of the server.
    fn stored(&self, id: &str) -> Option<Job> {
        // An id becomes the name of a file: nothing but hexadecimal digits may.
        let fits = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
        let text = fits.then(|| std::fs::read(self.file(id, "job")).ok()).flatten()?;
        serde_json::from_slice(&text).ok()
    }
}

fn unknown(id: &str) -> Problem {
    Problem::missing(format!("no job has the id '{id}'"), "ask the question again: the same question has the same id")
}

/// Runs a job and stores its result, and after it the job: who finds the job
/// finds the result.
fn run(folder: &Path, pool: &rayon::ThreadPool, task: Task) {
    let Task { id, work, state } = task;
    if state.stopped() {
        lock(&state.job).status = JobStatus::Cancelled;
        return;
    }
    lock(&state.job).status = JobStatus::Running;
    let watch = Arc::clone(&state);
    let worked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pool.install(|| work(&*watch))));
    let answer = worked.unwrap_or_else(|_| Err(Problem::own("the computation ended early")));
    let mut job = lock(&state.job).clone();
    let store = |job: &Job, value: &Value| -> std::io::Result<()> {
        write(&folder.join(format!("{id}.result.json")), &serde_json::to_vec(value)?)?;
        write(&folder.join(format!("{id}.job.json")), &serde_json::to_vec(job)?)
    };
    match answer {
        Ok(value) => {
            let all = state.all.load(Ordering::Relaxed);
            state.done.store(all, Ordering::Relaxed);
            let done = Job { status: JobStatus::Done, done: all, all, ..job };
            job = match store(&done, &value) {
                Ok(()) => done,
                Err(e) => {
                    Job { status: JobStatus::Failed, problem: Some(Problem::own(format!("the result cannot be stored: {e}"))), ..done }
                }
            };
        }
        Err(_) if state.stopped() => job.status = JobStatus::Cancelled,
        Err(problem) => {
            job.status = JobStatus::Failed;
            job.problem = Some(problem);
        }
    }
    // Who asks meanwhile does not wait for the files.
    *lock(&state.job) = job;
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = path.with_extension("part");
    std::fs::write(&part, bytes)?;
    std::fs::rename(&part, path)
}
