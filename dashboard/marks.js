// Tells Python of clicks on what is marked: buttons with data-mark, and links to ads with data-seen.
// One listener for the page: lists are redrawn, and what is redrawn loses its own.
const waiting = [] // marks that Python has not confirmed: quick clicks arrive together
let number = Date.now()
let tell = () => {}
let last = null

function same(job, mark) {
  return document.querySelector(`button[data-mark="${mark}"][data-job="${job}"]`)
}

function say(job, mark, on) {
  waiting.push([number++, job, mark, on])
  tell("marked", [...waiting])
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-mark]")
  const link = event.target.closest?.("a[data-seen]")
  if (button) {
    last = { job: button.dataset.job, mark: button.dataset.mark }
    say(Number(last.job), last.mark, button.dataset.on !== "1")
  } else if (link) say(Number(link.dataset.seen), "seen", true)
})
document.addEventListener("auxclick", (event) => {
  const link = event.button === 1 && event.target.closest?.("a[data-seen]")
  if (link) say(Number(link.dataset.seen), "seen", true)
})

// Whoever pressed a button with the keyboard is still at it after the list was redrawn.
document.addEventListener("focusin", (event) => {
  if (!event.target.closest?.("button[data-mark]")) last = null
})
new MutationObserver(() => {
  if (last && document.activeElement === document.body) same(last.job, last.mark)?.focus({ preventScroll: true })
}).observe(document.body, { childList: true, subtree: true })

export default function ({ data, setTriggerValue }) {
  tell = setTriggerValue
  while (waiting.length && waiting[0][0] <= data.done) waiting.shift()
  if (waiting.length) tell("marked", [...waiting]) // said to a page that was being left
  document.documentElement.dataset.marks = "heard" // from here on no click is lost: the buttons are shown
}
